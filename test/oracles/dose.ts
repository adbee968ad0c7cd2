import { all, cells, classes, days, total, valuesOf, type Expected, type Log } from './log.js';

/** Held over due by the end of a day, counting days one by one. */
export function doseOracle(log: Log, end: string): Expected {
  const place = classes(log);
  const absences = all(log, 'AbsenceRecorded', 'sealed').filter(({ cancelled }) => !cancelled);
  const items = all(log, 'AgreementInForce').map(({ pairingId, mentorId, menteeId, cadence, startsOn, endsOn, cohort }) => {
    const closed = [...all(log, 'PairingCompleted'), ...all(log, 'PairingEnded')].find((p) => p.pairingId === pairingId)
      ? log.find((e) => ['PairingCompleted', 'PairingEnded'].includes(e.type) && e.data.pairingId === pairingId)!.at.slice(0, 10)
      : '9999-12-31';
    const counts = (day: string): boolean =>
      day <= end &&
      day < closed &&
      !absences.some((a) => [mentorId, menteeId].includes(a.personId) && a.from <= day && day <= (a.to ?? '9999'));
    const calendar = Array.from({ length: days(startsOn, endsOn) }, (_, i) =>
      new Date(Date.parse(startsOn) + i * 864e5).toISOString().slice(0, 10),
    );
    const held = new Set(
      all(log, 'SessionHeld')
        .filter((s) => s.pairingId === pairingId)
        .map(({ sessionId }) => sessionId),
    ).size;
    return {
      item: { held, due: (cadence.sessions * calendar.filter(counts).length) / calendar.length },
      dimensions: [`cohort=${cohort ?? 'none'}`],
      place: place(menteeId),
    };
  });
  return valuesOf(cells(items), (own) => {
    const begun = own.filter(({ due }) => due > 0);
    return { dose: [begun.length === 0 ? null : total(begun.map((o) => o.held)) / total(begun.map((o) => o.due)), begun.length] };
  });
}
