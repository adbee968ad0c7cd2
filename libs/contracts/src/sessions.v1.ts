import type { ReceivedOf } from './contract.js';
import { sessionsPublic } from './sessions-public.v1.js';
import { sessionsSealed } from './sessions-sealed.v1.js';

export { sessionsPublic, sessionsSealed };

export type SessionsPublic = ReceivedOf<typeof sessionsPublic>;
export type SessionsSealed = ReceivedOf<typeof sessionsSealed>;

export * from './sessions-words.js';
export type { AgreedLevel, AgreedTopic, AskedInstrument, Cadence, Stretch } from './sessions-shapes.js';
