import { health } from './live-health.js';
import { commitment, reciprocity } from './live-sessions.js';
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
    'programme-health': health(seen, asOf),
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
  // Of each mentor's end any of all leaders' ends is as likely as another.
  const chances = placed.flatMap(([mentor]) => placed.map(([, leader]) => Number(mentor !== leader)));
  const apart = total(chances) / chances.length;
  const found: Expected = new Map([['||', { ...values(placed), eiAtRandom: [2 * apart - 1, placed.length] }]]);
  for (const silo of new Set(placed.flat())) found.set(`touching=${silo}||`, values(placed.filter((tie) => tie.includes(silo))));
  for (const [mentor, leader] of placed) {
    found.set(`pair=${mentor}>${leader}||`, { ties: counted(placed.filter(([a, b]) => a === mentor && b === leader).length) });
  }
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
      withImpact: share(
        delivered.filter(({ actionId }) => own.some(({ impacts }) => impacts.some((i) => i.actionId === actionId))).length,
        delivered.length,
      ),
      daysToDeliver: median(
        delivered.map((d) => days(actions.find(({ actionId }) => actionId === d.actionId)!.committedOn, d.deliveredOn)),
      ),
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
