import type { AllFacts, PublicFacts } from '../facts/fact.js';
import { allAsHumans, asHumans, knownBy, mergersOf, survivorsOf, type Merged } from '../facts/humans.js';
import { ofProgramme, seenAsOf, type AsOf } from '../facts/remember.js';
import type { OpenCell } from './cells/open-cells.js';
import type { Cell, LiveFigure, Period, ReleasedFigure } from './figure.js';
import { roundClosedOn } from './views/check-ins.js';

interface LiveQuestion {
  readonly programmeId: string;
  readonly asOf: AsOf;
  readonly leaderId?: string;
}

/**
 * A live figure of one programme as of any moment. Only public rows are handed on, whatever else the facts hold, with each
 * human under one id.
 */
export function computeLive(
  figure: LiveFigure,
  facts: PublicFacts & Merged,
  { programmeId, asOf, leaderId }: LiveQuestion,
): readonly Cell[] {
  const mergers = knownBy(facts.mergers, asOf.recordedBy);
  const seen = { public: asHumans(seenAsOf(ofProgramme(facts.public, programmeId), asOf), mergers) };
  const scope = { programmeId, asOf: endOf(asOf) };
  return figure.compute(seen, leaderId === undefined ? scope : { ...scope, leaderId: survivorsOf(mergers)(leaderId) });
}

/**
 * The cells of a release before suppression: what held by the end of the period and was recorded by `recordedBy`.
 * Two ids that were merged by then count as one human in every period. Undefined while a round is not over.
 */
export function computeRelease(
  figure: ReleasedFigure,
  facts: AllFacts,
  programmeId: string,
  period: Period,
  recordedBy: string,
): { readonly until: string; readonly cells: readonly OpenCell[] } | undefined {
  const known = cutAll(facts, programmeId, { recordedBy, effectiveOn: recordedBy.slice(0, 10) });
  const until = 'month' in period ? lastDayOf(period.month) : roundClosedOn(known, period.round, recordedBy.slice(0, 10));
  if (until === undefined) return undefined;
  const cut = cutAll(facts, programmeId, { recordedBy, effectiveOn: until });
  const seen = allAsHumans(cut, knownBy(mergersOf(facts.sealed), recordedBy));
  return { until, cells: figure.compute(seen, { programmeId, period, until }) };
}

/** Last day of a month `YYYY-MM`. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}

function cutAll(facts: AllFacts, programmeId: string, asOf: AsOf): AllFacts {
  return {
    public: seenAsOf(ofProgramme(facts.public, programmeId), asOf),
    sealed: seenAsOf(ofProgramme(facts.sealed, programmeId), asOf),
  };
}

/** The instant looked from: that of recording, or the end of the day looked at where that is earlier. */
function endOf({ recordedBy, effectiveOn }: AsOf): string {
  return effectiveOn < recordedBy.slice(0, 10) ? `${effectiveOn}T23:59:59.999Z` : recordedBy;
}
