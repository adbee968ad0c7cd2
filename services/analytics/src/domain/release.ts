import { DomainError, type Decider, type DomainEvent, type EventSchemas } from '@flipside/event-sourcing';

/** A number as it was published. `why` is `hidden` where it was suppressed, `all-alike` where only the range is told. */
export interface PublishedValue {
  readonly value: number | null;
  readonly n: number;
  readonly interval: readonly [number, number] | null;
  readonly missing: Readonly<Record<string, number>>;
  readonly why?: string;
  /** The earlier period whose number this is, since too few changed to show it anew. */
  readonly carriedFrom?: string;
}

export interface PublishedCell {
  readonly key: { readonly dimension?: string; readonly silo?: string; readonly band?: string };
  readonly values: Readonly<Record<string, PublishedValue>>;
}

/** One release may take several events of one append, so that none grows too large. */
export type ReleaseEvent = DomainEvent<
  'FigureReleased',
  {
    readonly figure: string;
    /** Version of the figure's definition. */
    readonly version: number;
    readonly programmeId: string;
    /** `YYYY-MM`, or `round-<n>`. */
    readonly period: string;
    /** Last day of the period. */
    readonly until: string;
    readonly k: number;
    /** From 0. */
    readonly part: number;
    readonly parts: number;
    /** Digest of what suppression has to remember for the next release; the memory itself is kept outside the log. */
    readonly memory: string;
    readonly cells: readonly PublishedCell[];
  }
>;

/** After suppression nothing in a release is about a person, so nothing is sealed. */
export const releaseSchemas: EventSchemas<ReleaseEvent> = { FigureReleased: { version: 1 } };

export type ReleaseState =
  { readonly status: 'none' } | { readonly status: 'released'; readonly periods: readonly string[]; readonly memory: string };

export interface ReleaseCommand {
  readonly type: 'releaseFigure';
  readonly figure: string;
  readonly version: number;
  readonly programmeId: string;
  readonly period: string;
  readonly until: string;
  readonly k: number;
  /** Cells after suppression. */
  readonly cells: readonly PublishedCell[];
  /** Digest of the memory with which they were suppressed; null for the first release. */
  readonly basedOn: string | null;
  readonly memory: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A stream for each figure and programme, so that releases follow one another. @param figure code of the figure. */
export function releaseStream(figure: string, programmeId: string): string {
  return `release-${figure}_${programmeId}`;
}

const PERIOD = /^(\d{4}-(0[1-9]|1[0-2])|round-[1-9]\d{0,3})$/;
/** Characters of JSON in one event; an event holds 256 KiB with its metadata. */
const PART_SIZE = 120_000;

function decide(command: ReleaseCommand, state: ReleaseState): readonly ReleaseEvent[] {
  const periods = state.status === 'released' ? state.periods : [];
  if (periods.includes(command.period)) return [];
  refusePeriod(command, periods);
  if (command.basedOn !== (state.status === 'released' ? state.memory : null)) {
    throw new DomainError('release-outdated', 'Another release was made: suppress the cells anew with its memory.');
  }
  return eventsOf(command);
}

function refusePeriod({ period, until, at }: ReleaseCommand, periods: readonly string[]): void {
  if (!PERIOD.test(period) || periods.some((other) => isRound(other) !== isRound(period))) {
    throw new DomainError('period-invalid', 'Give a month as YYYY-MM or a round as round-<n>, of the kind released before.');
  }
  if (until >= at.slice(0, 10)) throw new DomainError('period-open', `Release it once ${until} is over.`);
  if (periods.some((other) => orderOf(other) > orderOf(period))) {
    throw new DomainError('period-passed', 'A later period was released: what it left out stays out.');
  }
}

function eventsOf({ type: _, basedOn: __, at: ___, cells, ...facts }: ReleaseCommand): ReleaseEvent[] {
  const chunks = split(cells);
  return chunks.map((chunk, part) => ({ type: 'FigureReleased', data: { ...facts, part, parts: chunks.length, cells: chunk } }));
}

/** At least one part, also of no cells: that nothing could be shown is a release too. */
function split(cells: readonly PublishedCell[]): PublishedCell[][] {
  const parts: PublishedCell[][] = [[]];
  let size = 0;
  for (const cell of cells) {
    const more = JSON.stringify(cell).length;
    if (size > 0 && size + more > PART_SIZE) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(cell);
    size += more;
  }
  return parts;
}

function evolve(state: ReleaseState, { data }: ReleaseEvent): ReleaseState {
  const before = state.status === 'released' ? state.periods : [];
  const periods = before.includes(data.period) ? before : [...before, data.period];
  return { status: 'released', periods, memory: data.memory };
}

function isRound(period: string): boolean {
  return period.startsWith('round-');
}

function orderOf(period: string): number {
  return Number(period.replace(/\D/g, ''));
}

/** A release is made once, in order, of closed periods alone, and never computed anew. */
export const releaseDecider: Decider<ReleaseCommand, ReleaseEvent, ReleaseState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
