import type { ContractDraft } from '@flipside/contracts';
import type { RecordedEvent, SealedSection } from '@flipside/event-sourcing';

type Fields = readonly string[];

const run: Fields = ['runId', 'programmeId', 'cohort'];
const pairing: Fields = ['pairingId', 'programmeId', 'cohort'];
const pair: Fields = [...pairing, 'mentorId', 'menteeId'];
const activated: Fields = [...pair, 'topics', 'startsOn', 'endsOn'];

/** Plain fields, and the sealed ones that consumers are granted; what is not named stays here: scores, reasons, who acted. */
interface Told {
  readonly plain: Fields;
  readonly sealed?: Fields;
}

const sealedContracts: Readonly<Record<string, Told>> = {
  MatchRunCompleted: { plain: [...run, 'counts', 'topics'] },
  MatchRunPublished: { plain: [...run, 'counts'] },
  MatchRunDiscarded: { plain: run },
  PairingProposed: { plain: [...pairing, 'runId', 'overridden', 'endsOn'], sealed: ['mentorId', 'menteeId', 'wanted'] },
  PairingAccepted: { plain: pairing, sealed: ['side'] },
  PairingDeclined: { plain: pairing, sealed: ['side'] },
  PairingExpired: { plain: pairing, sealed: ['side'] },
  PairingActivated: { plain: activated, sealed: ['wanted'] },
  PairingPaused: { plain: [...pair, 'from'], sealed: ['causes'] },
  PairingResumed: { plain: [...pair, 'from'] },
  PairingExtended: { plain: [...pair, 'endsOn'] },
  RematchRequested: { plain: pair, sealed: ['side'] },
  ClosingHeld: { plain: [...pair, 'heldOn'] },
  PairingCompleted: { plain: pair },
  PairingEnded: { plain: pair, sealed: ['causes'] },
};

const publicContracts: Readonly<Record<string, Fields>> = {
  MatchRunPublished: [...run, 'counts'],
  PairingActivated: activated,
  PairingPaused: pair,
  PairingResumed: pair,
  PairingExtended: [...pair, 'endsOn'],
  PairingCompleted: pair,
  PairingEnded: pair,
};

/**
 * What matching tells of one event, publicly and sealed. Blocks are told to nobody; what-if runs neither. It sees events as
 * the log holds them, so that it could not leak a sealed field if it wanted to.
 */
export function toContract(event: RecordedEvent): readonly ContractDraft[] {
  if (event.data['kind'] === 'what-if') return [];
  return [...publicOf(event), ...sealedOf(event)];
}

function publicOf(event: RecordedEvent): readonly ContractDraft[] {
  const fields = publicContracts[event.type];
  if (!fields) return [];
  const data = { ...plainOf(event, fields), ...dayOfPause(event) };
  return [{ type: event.type, audience: 'public', data, ...(toldByDay.has(event.type) && { at: startOfDay(event) }) }];
}

/** What follows from a choice, or from a fact of HR: told for its day, since the minute would tell one from the other. */
const toldByDay: ReadonlySet<string> = new Set(['PairingPaused', 'PairingResumed', 'PairingEnded']);

function startOfDay({ metadata }: RecordedEvent): string {
  return `${metadata.at.slice(0, 10)}T00:00:00.000Z`;
}

/** By the day: the minute would tell a change of employment, which takes effect at midnight, from a wish to leave. */
function dayOfPause(event: RecordedEvent): { fromDay?: string } {
  return event.type === 'PairingPaused' ? { fromDay: String(event.data['from']).slice(0, 10) } : {};
}

function sealedOf(event: RecordedEvent): readonly ContractDraft[] {
  const told = sealedContracts[event.type];
  if (!told) return [];
  const draft = { type: event.type, audience: 'sealed' as const, data: plainOf(event, told.plain) };
  const sections = (event.data.$sealed ?? []).filter((section) => isGranted(section, told.sealed ?? []));
  return [sections.length > 0 ? { ...draft, sealed: sections } : draft];
}

/** A section goes whole or not at all: it is one ciphertext. */
function isGranted(section: SealedSection, fields: Fields): boolean {
  return section.class === 'choices' && section.fields.every((field) => fields.includes(field));
}

function plainOf(event: RecordedEvent, fields: Fields): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => event.data[field] !== undefined).map((field) => [field, event.data[field]]));
}
