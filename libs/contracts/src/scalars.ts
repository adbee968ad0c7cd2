import { Type } from 'typebox';

/** An id of ours: a UUID. Those of people are pseudonymous. */
export const uuid = Type.String({ format: 'uuid' });
/** A day, `YYYY-MM-DD`. */
export const day = Type.String({ format: 'date' });
