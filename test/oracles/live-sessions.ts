import { all, cells, classes, days, median, share, total, valuesOf, type Expected, type Log, type Told } from './log.js';

/** Every session with what became of it. */
export function sessions(log: Log) {
  const place = classes(log);
  const leaders = new Map(all(log, 'PairingActivated').map(({ pairingId, menteeId }) => [pairingId, menteeId as string]));
  const byId = Map.groupBy(
    log.filter(({ stream }) => stream.startsWith('session-')),
    ({ data }) => data.sessionId as string,
  );
  return [...byId.values()].map((told) => {
    const of = (type: string) => told.filter((entry) => entry.type === type).map(({ data }) => data);
    const confirmed = [...of('SessionConfirmed'), ...of('SessionCorrected')].at(-1);
    const { pairingId, sessionId, startsAt, replaces } = of('SessionScheduled')[0];
    const minutes = (kind?: string): number =>
      total(
        (confirmed?.stretches ?? [])
          .filter((s: { kind: string }) => !kind || s.kind === kind)
          .map((s: { minutes: number }) => s.minutes),
      );
    return {
      sessionId,
      pairingId,
      replaces,
      startsAt: of('SessionRescheduled').at(-1)?.startsAt ?? startsAt,
      of,
      minutes,
      cancelled: of('SessionCancelled')[0],
      held: of('SessionHeld').length > 0,
      confirmed: confirmed !== undefined,
      place: place(leaders.get(pairingId)!),
      leader: leaders.get(pairingId)!,
    };
  });
}

const measures = ['cancelledByLeader', 'cancelledLate', 'noticeHours', 'daysToReplace', 'movedByLeader', 'handsOn'];

export function commitment(log: Log, asOf: string): Expected {
  const known = sessions(log);
  const due = known.filter(({ cancelled, startsAt }) => (cancelled ? cancelled.by !== 'programme' : startsAt <= asOf));
  return valuesOf(cells(due.map((item) => ({ item, dimensions: [], place: item.place }))), (own): Record<string, Told> => {
    if (new Set(own.map(({ leader }) => leader)).size < 5)
      return Object.fromEntries(measures.map((measure) => [measure, [null, 0]]));
    const cancelled = own.filter((s) => s.cancelled?.by === 'mentee');
    const again = cancelled.flatMap((s) =>
      known.filter(({ replaces }) => replaces === s.sessionId).map((r) => days(s.startsAt, r.startsAt)),
    );
    const confirmed = own.filter((s) => s.confirmed);
    return {
      cancelledByLeader: share(cancelled.length, own.length),
      cancelledLate: share(cancelled.filter((s) => s.cancelled.noticeHours < 24).length, own.length),
      noticeHours: median(cancelled.map((s) => s.cancelled.noticeHours)),
      daysToReplace: median(again),
      movedByLeader: share(own.filter((s) => s.of('SessionRescheduled').some(({ by }) => by === 'mentee')).length, own.length),
      handsOn: [
        confirmed.length === 0
          ? null
          : total(confirmed.map((s) => s.minutes('hands-on'))) / total(confirmed.map((s) => s.minutes())),
        confirmed.length,
      ],
    };
  });
}

export function reciprocity(log: Log): Expected {
  const held = sessions(log).filter((s) => s.held);
  return valuesOf(cells(held.map((item) => ({ item, dimensions: [], place: item.place }))), (own) => {
    const confirmed = own.filter((s) => s.confirmed);
    const strategic = confirmed.filter(
      (s) => s.minutes('strategic-feedback') > 0 || s.of('FeedbackGiven').some(({ kind }) => kind === 'strategic'),
    );
    const settled = own.flatMap((s) => s.of('CommitmentSettled'));
    const kept = (is: (kind: string) => boolean): Told => {
      const some = settled.filter(({ kind }) => is(kind));
      return share(some.filter(({ kept: yes }) => yes).length, some.length);
    };
    return {
      strategicFeedback: share(strategic.length, confirmed.length),
      careerSupportKept: kept((kind) => kind === 'career-support'),
      promisesKept: kept((kind) => kind !== 'career-support'),
    };
  });
}
