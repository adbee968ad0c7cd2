import { Type, type TProperties } from 'typebox';
import type { DataClass } from './data-classes.js';

/** A field of the message that names a person, or somebody whom it does not name: who acted (`by`), whom it is about (`about`). */
export type Subject = string;

/** Under whose keys of which class a sealed field travels: written into its schema. */
export interface SealedUnder {
  readonly class: DataClass;
  readonly subjects: readonly Subject[];
}

export const SEALED_UNDER = 'x-sealed-under';

/** Fields that travel encrypted: once a subject's key of that class is destroyed, they read as null for ever. */
export function underKeys<const F extends TProperties>(dataClass: DataClass, subjects: readonly Subject[], fields: F): F {
  const under: SealedUnder = { class: dataClass, subjects };
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, Type.With(schema, { [SEALED_UNDER]: under })])) as unknown as F;
}
