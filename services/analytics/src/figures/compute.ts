import type { AllFacts, PublicFacts } from '../facts/fact.js';
import { ofProgramme, seenAsOf, type AsOf } from '../facts/remember.js';
import type { OpenCell } from './cells/open-cells.js';
import type { Cell, LiveFigure, Period, ReleasedFigure } from './figure.js';
import { roundClosedOn } from './views/check-ins.js';

interface LiveQuestion {
  readonly programmeId: string;
  readonly asOf: AsOf;
  readonly leaderId?: string;
}

/** A live figure of one programme as of any moment. Only public rows are handed on, whatever else the facts hold. */
export function computeLive(
  figure: LiveFigure,
  facts: PublicFacts,
  { programmeId, asOf, leaderId }: LiveQuestion,
): readonly Cell[] {
  const seen = { public: seenAsOf(ofProgramme(facts.public, programmeId), asOf) };
  const now = endOf(asOf);
  return figure.compute(seen, leaderId === undefined ? { programmeId, asOf: now } : { programmeId, asOf: now, leaderId });
}

/**
 * The cells of a release before suppression: what held by the end of the period and was recorded by `recordedBy`.
 * Undefined while a round is not over.
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
  const seen = cutAll(facts, programmeId, { recordedBy, effectiveOn: until });
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
