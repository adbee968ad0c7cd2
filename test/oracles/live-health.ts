import { sessions } from './live-sessions.js';
import { all, cells, classes, counted, days, median, share, total, valuesOf, type Expected, type Log, type Told } from './log.js';

/** How a pairing fares: from agreements, stalls, drifts and sessions. */
function course(log: Log, asOf: string) {
  const known = sessions(log).filter((s) => s.cancelled?.by !== 'programme');
  return ({ pairingId }: { pairingId: string }) => {
    const own = (type: string) => log.filter((e) => e.audience === 'public' && e.type === type && e.data.pairingId === pairingId);
    const drifts = own('DriftNoticed').filter(({ data }) => data.told === 'pair');
    const over = known
      .filter((s) => s.pairingId === pairingId && (s.held || s.cancelled || s.of('SessionMissed').length > 0))
      .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const lastHeld = over.filter((s) => s.held).at(-1)?.startsAt.slice(0, 10) ?? '';
    const stalls = own('StallNoticed').map(({ data }) => data.since as string);
    return {
      agreed: own('AgreementInForce').length > 0,
      stalled: stalls.length > 0,
      drifts: drifts.length,
      atRisk:
        drifts.some(({ at }) => days(at, asOf) <= 60) ||
        stalls.some((since) => lastHeld <= since) ||
        (over.length > 1 && over.slice(-2).every((s) => !s.held)),
    };
  };
}

function runsIn(log: Log): (pairing: { pairingId: string }) => boolean {
  const resting = new Map(
    log
      .filter(({ audience, type }) => audience === 'public' && type.startsWith('Pairing'))
      .map(({ type, data }) => [data.pairingId as string, ['PairingPaused', 'PairingEnded', 'PairingCompleted'].includes(type)]),
  );
  return ({ pairingId }) => resting.get(pairingId) === false;
}

/** Pairings at risk, and those that drifted once. */
function oneByOne(log: Log, asOf: string): Expected {
  const [of, runs] = [course(log, asOf), runsIn(log)];
  return new Map(
    all(log, 'PairingActivated').flatMap((pairing): [string, Record<string, Told>][] => {
      const { drifts, atRisk } = of(pairing);
      const isAtRisk = atRisk && runs(pairing);
      const told = { atRisk: counted(Number(isAtRisk)), timesDrifted: counted(drifts) };
      return isAtRisk || drifts > 0 ? [[`pairing=${pairing.pairingId}||`, told]] : [];
    }),
  );
}

/** How the programme runs, with the pairings that are one by one in it. */
export function health(log: Log, asOf: string): Expected {
  return new Map([...byCell(log, asOf), ...oneByOne(log, asOf)]);
}

function byCell(log: Log, asOf: string): Expected {
  const [of, runs] = [course(log, asOf), runsIn(log)];
  const place = classes(log);
  const active = all(log, 'PairingActivated');
  const closed = new Map([
    ...all(log, 'PairingCompleted').map((p) => [p.pairingId, 'completed']),
    ...all(log, 'PairingEnded').map((p) => [p.pairingId, 'ended']),
  ] as [string, string][]);
  const held = Map.groupBy(
    sessions(log).filter((s) => s.held),
    (s) => s.pairingId as string,
  );
  const people = all(log, 'EnrolmentReady').map((item) => ({
    item,
    dimensions: [`cohort=${item.cohort ?? 'none'}`],
    place: place(item.personId),
  }));
  const pairings = active.map((item) => ({ item, dimensions: [`cohort=${item.cohort ?? 'none'}`], place: place(item.menteeId) }));
  return valuesOf(cells([...people, ...pairings]), (own) => {
    const ready = (role: string) => own.filter((one) => one.role === role);
    const matched = (role: string, side: string) =>
      ready(role).filter(({ personId }) => active.some((pairing) => pairing[side] === personId));
    const pairs = own.filter((one) => one.pairingId);
    const over = pairs.filter((p) => closed.has(p.pairingId));
    const running = pairs.filter(runs);
    const agreed = pairs.filter((p) => of(p).agreed);
    const waits = ready('mentee').flatMap(({ personId }) => {
      const first = log.find(({ type, data }) => type === 'PairingActivated' && data.menteeId === personId);
      const since = log.find(({ type, data }) => type === 'EnrolmentReady' && data.personId === personId && data.role === 'mentee');
      return first ? [days(since!.at, first.at)] : [];
    });
    return {
      daysToMatch: median(waits),
      inForce: share(running.filter((p) => of(p).agreed).length, running.length),
      stalled: share(agreed.filter((p) => of(p).stalled).length, agreed.length),
      atRisk: share(running.filter((p) => of(p).atRisk).length, running.length),
      leadersMatched: share(matched('mentee', 'menteeId').length, ready('mentee').length),
      mentorsMatched: share(matched('mentor', 'mentorId').length, ready('mentor').length),
      running: counted(pairs.length - over.length),
      completed: share(over.filter((p) => closed.get(p.pairingId) === 'completed').length, over.length),
      drifted: share(
        pairs.filter((p) => all(log, 'DriftNoticed').some(({ pairingId }) => pairingId === p.pairingId)).length,
        pairs.length,
      ),
      sessionsHeld: counted(total(pairs.map((p) => held.get(p.pairingId)?.length ?? 0))),
    };
  });
}
