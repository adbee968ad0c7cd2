import { all, cells, classes, days, entries, total, valuesOf, type Expected, type Log } from './log.js';

const closings = ['PairingCompleted', 'PairingEnded'] as const;

/** Whether a pairing rests on a day: the last that was said of it by then is that it does. */
function rests(log: Log): (pairingId: string, day: string) => boolean {
  const told = [
    ...entries(log, 'PairingPaused').map(({ at, data }) => ({ id: data.pairingId, at, from: data.fromDay, rests: true })),
    ...entries(log, 'PairingResumed').map(({ at, data }) => ({ id: data.pairingId, at, from: at.slice(0, 10), rests: false })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const byId = Map.groupBy(told, ({ id }) => id as string);
  return (pairingId, day) => byId.get(pairingId)?.findLast(({ from }) => from <= day)?.rests ?? false;
}

/** Held over due by the end of a day, counting days one by one. */
export function doseOracle(log: Log, end: string): Expected {
  const place = classes(log);
  const pauses = rests(log);
  const recorded = new Map(all(log, 'AbsenceRecorded', 'sealed').map((absence) => [absence.absenceId, absence]));
  const absences = [...recorded.values()].filter(({ cancelled }) => cancelled === false);
  const closedOn = new Map(closings.flatMap((type) => entries(log, type).map(({ at, data }) => [data.pairingId, at.slice(0, 10)])));
  const held = Map.groupBy(all(log, 'SessionHeld'), ({ pairingId }) => pairingId);
  const items = all(log, 'AgreementInForce').map(({ pairingId, mentorId, menteeId, cadence, startsOn, endsOn, cohort }) => {
    const closed = closedOn.get(pairingId) ?? '9999-12-31';
    const counts = (day: string): boolean =>
      day <= end &&
      day < closed &&
      !pauses(pairingId, day) &&
      !absences.some((a) => [mentorId, menteeId].includes(a.personId) && a.from <= day && day <= (a.to ?? '9999'));
    const calendar = Array.from({ length: days(startsOn, endsOn) }, (_, i) =>
      new Date(Date.parse(startsOn) + i * 864e5).toISOString().slice(0, 10),
    );
    return {
      item: { held: new Set(held.get(pairingId)?.map(({ sessionId }) => sessionId)).size, due: (cadence.sessions * calendar.filter(counts).length) / calendar.length },
      dimensions: [`cohort=${cohort ?? 'none'}`],
      place: place(menteeId),
    };
  });
  return valuesOf(cells(items), (own) => {
    const begun = own.filter(({ due }) => due > 0);
    return { dose: [begun.length === 0 ? null : total(begun.map((o) => o.held)) / total(begun.map((o) => o.due)), begun.length] };
  });
}
