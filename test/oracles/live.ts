import { commitment, reciprocity, sessions } from './live-sessions.js';
import {
  all,
  cells,
  classes,
  counted,
  days,
  mean,
  median,
  share,
  total,
  valuesOf,
  type Expected,
  type Log,
  type Told,
} from './log.js';

/** Live figures of one programme, counted a second way from the public contracts up to an instant. */
export function liveOracle(log: Log, asOf: string): Record<string, Expected> {
  const seen = log.filter(({ audience, at }) => audience === 'public' && at <= asOf);
  return {
    objectives: objectives(seen),
    'leader-commitment': commitment(seen, asOf),
    reciprocity: reciprocity(seen),
    'silo-crossing': crossing(seen),
    'insight-to-action': insights(seen, asOf),
    'programme-health': health(seen),
  };
}

function objectives(log: Log): Expected {
  const [{ objectives: set }] = all(log, 'ProgrammeOpened');
  return new Map(
    set.map((o: { objectiveId: string; measure: string; baseline: number; target: number }) => {
      const seen = all(log, 'OutcomeObserved')
        .filter(({ measure }) => measure === o.measure)
        .sort((a, b) => (a.on < b.on ? -1 : 1));
      const now = seen.at(-1)?.value ?? null;
      const progress: Told = now === null ? [null, 0] : [(o.baseline - now) / (o.baseline - o.target), seen.length];
      return [
        `objective=${o.objectiveId}||`,
        { baseline: [o.baseline, 1], now: [now, seen.length], target: [o.target, 1], progress },
      ];
    }),
  );
}

function crossing(log: Log): Expected {
  const place = classes(log);
  const ties = all(log, 'PairingActivated').map(
    ({ mentorId, menteeId }) => [place(mentorId).split('|')[0]!, place(menteeId).split('|')[0]!] as const,
  );
  const placed = ties.filter((tie) => !tie.includes('other'));
  const values = (own: typeof placed): Record<string, Told> => {
    const within = own.filter(([a, b]) => a === b).length;
    const external = own.length - within;
    return {
      ties: counted(own.length),
      eiIndex: [(external - within) / own.length, own.length],
      across: share(external, own.length),
    };
  };
  const found: Expected = new Map([['||', values(placed)]]);
  for (const silo of new Set(placed.flat())) found.set(`touching=${silo}||`, values(placed.filter((tie) => tie.includes(silo))));
  return found;
}

function insights(log: Log, asOf: string): Expected {
  const items = all(log, 'InsightCleared').map((cleared) => {
    const own = (type: string) => all(log, type).filter(({ insightId }) => insightId === cleared.insightId);
    return {
      item: { cleared, committed: own('ActionCommitted'), delivered: own('ActionDelivered'), impacts: own('ImpactRecorded') },
      dimensions: [`area=${cleared.area}`],
      place: 'none|none',
    };
  });
  const wanted = new Map([...cells(items)].filter(([name]) => !name.includes('none')));
  const found = valuesOf(wanted, (own) => {
    const actions = own.flatMap(({ committed }) => committed);
    const delivered = own.flatMap((one) => one.delivered);
    const ahead = actions.filter(
      (a) => a.due >= asOf.slice(0, 10) && !delivered.some(({ actionId }) => actionId === a.actionId),
    ).length;
    return {
      cleared: counted(own.length),
      committed: share(own.filter(({ committed }) => committed.length > 0).length, own.length),
      delivered: share(delivered.length, actions.length - ahead),
      daysToCommit: median(own.flatMap(({ cleared, committed }) => committed.map((a) => days(cleared.clearedOn, a.committedOn)))),
    };
  });
  const impacts = items.flatMap(({ item }) => item.impacts);
  if (impacts.length === 0) return found;
  const by = (value: (impact: { before: number; after: number }) => number): Told => mean(impacts.map(value));
  return found.set(`measure=${impacts[0].measure};unit=${impacts[0].unit}||`, {
    before: by((i) => i.before),
    after: by((i) => i.after),
    change: by((i) => i.after - i.before),
  });
}

function health(log: Log): Expected {
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
    return {
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
