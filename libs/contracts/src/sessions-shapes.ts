import { Type, type Static } from 'typebox';
import { day, uuid } from './scalars.js';
import * as words from './sessions-words.js';

/** A word of a catalogue. The pattern leaves no room for free text, a name or an address. */
export const code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+){0,7}$', maxLength: 64, examples: ['prompting'] });
export const instant = Type.String({ format: 'date-time' });
export const level = Type.Integer({ minimum: 0, maximum: 5 });
export const minutes = Type.Integer({ minimum: 1, maximum: 480 });
export const count = Type.Integer({ minimum: 0 });
export const sideSchema = Type.Enum(['mentor', 'mentee']);

/** Whose contract: what every contract about a pairing begins with. */
export const ofPairing = { pairingId: uuid, programmeId: uuid, cohort: Type.Optional(Type.Integer({ minimum: 1 })) };
export const ofPair = { ...ofPairing, mentorId: uuid, menteeId: uuid };

export const cadence = Type.Object(
  { sessions: Type.Integer({ minimum: 1, maximum: 52 }), minMinutes: minutes, maxMinutes: minutes },
  { description: 'So many sessions between startsOn and endsOn, evenly; each of so many minutes.' },
);
/** Minutes of one session by what they were spent on. */
export const stretch = Type.Object({
  kind: Type.Enum(words.stretchKinds),
  minutes,
  topic: Type.Optional(code),
});
export const agreedTopic = Type.Object({ topic: code, kind: Type.Enum(['skill', 'perspective']) });
/** Where the leader stands in an agreed skill and wants to be; a perspective has none. */
export const agreedLevel = Type.Object({ topic: code, baseline: level, target: Type.Integer({ minimum: 1, maximum: 5 }) });

export const agreementFacts = {
  ...ofPair,
  topics: Type.Array(agreedTopic),
  cadence,
  startsOn: day,
  endsOn: day,
  careerSupport: Type.Integer({ minimum: 0, description: 'how many acts of career support the leader promised' }),
};

/** One instrument as it was asked in a round: which items, which of them are reverse-scored (1–5 reads as 5–1). */
export const askedInstrument = Type.Object({
  instrument: code,
  version: Type.Integer({ minimum: 1 }),
  items: Type.Array(Type.Object({ item: code, reversed: Type.Boolean() })),
});

export const checkInFacts = {
  checkInId: uuid,
  pairingId: Type.Union([uuid, Type.Null()]),
  programmeId: uuid,
  cohort: Type.Optional(Type.Integer({ minimum: 1 })),
  round: Type.Integer({ minimum: 1, description: 'of this pairing, in order' }),
  occasion: Type.Enum(words.checkInOccasions),
};

export type Cadence = Static<typeof cadence>;
export type Stretch = Static<typeof stretch>;
export type AgreedTopic = Static<typeof agreedTopic>;
export type AgreedLevel = Static<typeof agreedLevel>;
export type AskedInstrument = Static<typeof askedInstrument>;
