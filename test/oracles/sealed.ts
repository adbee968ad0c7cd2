import { answers } from './answers.js';
import { all, cells, classes, counted, mean, median, share, total, valuesOf, type Expected, type Log } from './log.js';

/** Sealed figures before suppression, counted a second way from all contracts that held by the end of a day. @param end that day. */
export function sealedOracle(log: Log, end: string, round: number | undefined): Record<string, Expected> {
  const place = classes(log);
  const pairs = new Map(all(log, 'PairingActivated').map((p) => [p.pairingId as string, p]));
  return {
    access: access(log, place),
    'skill-gaps': gaps(log, place),
    'skill-transfer': transfer(log, place, pairs),
    warnings: warnings(log, place, end),
    'insights-shared': shared(log, place),
    ...(round === undefined
      ? {}
      : {
          'psychological-safety': answers(log, place, pairs, round, (code) => code !== 'worthwhile'),
          worthwhile: answers(log, place, pairs, round, (code) => code === 'worthwhile'),
        }),
  };
}

/** Not about somebody who was erased. */
const isReadable = (data: object): boolean => !('raiserId' in data && data.raiserId === null) && !('mentorId' in data && data.mentorId === null);

type Place = (personId: string) => string;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Pairs = ReadonlyMap<string, any>;

function access(log: Log, place: Place): Expected {
  const jobs = new Map(all(log, 'EmploymentChanged', 'sealed').map(({ personId, employment }) => [personId, employment]));
  const [active, completed, ended] = ['PairingActivated', 'PairingCompleted', 'PairingEnded'].map((type) => all(log, type));
  const ids = (told: readonly { pairingId: string }[]) => new Set(told.map(({ pairingId }) => pairingId));
  const [whole, over] = [ids(completed!), ids([...completed!, ...ended!])];
  const pairsOf = ({ personId, role }: { personId: string; role: string }): string[] =>
    active!.filter((p) => p[role === 'mentor' ? 'mentorId' : 'menteeId'] === personId).map(({ pairingId }) => pairingId);
  const people = all(log, 'Applied', 'sealed').map((item) => {
    const { personId, role, cohort } = item;
    const job = jobs.get(personId);
    const parts = [`cohort=${cohort ?? 'none'}`, `time=${!job || job.fte === null ? 'unknown' : job.fte < 1 ? 'part' : 'full'}`, `site=${job?.site ?? 'unknown'}`];
    return { item, dimensions: [`role=${role}`, ...parts.map((part) => `role=${role};${part}`)], place: place(personId) };
  });
  const has = (type: string) => new Set(all(log, type, 'sealed').map(({ personId, role }) => `${personId}/${role}`));
  const [admitted, ready] = [has('Admitted'), has('EnrolmentReady')];
  return valuesOf(cells(people, false), (own) => {
    const named = own.map((p) => ({ ...p, name: `${p.personId}/${p.role}` }));
    const [in1, in2] = [named.filter((p) => admitted.has(p.name)), named.filter((p) => ready.has(p.name))];
    const matched = in2.filter((p) => pairsOf(p).length > 0);
    const settled = matched.map(pairsOf).filter((own) => own.some((id) => whole.has(id)) || own.every((id) => over.has(id)));
    return {
      approached: counted(own.length),
      enrolled: share(in1.length, own.length),
      ready: share(in2.length, in1.length),
      matched: share(matched.length, in2.length),
      completed: share(settled.filter((own) => own.some((id) => whole.has(id))).length, settled.length),
    };
  });
}

function gaps(log: Log, place: Place): Expected {
  const profiles = new Map(all(log, 'ProfileUpdated', 'sealed').map(({ personId, profile }) => [personId, profile]));
  const reached = new Set(
    all(log, 'SkillAssessed', 'sealed')
      .filter((a) => a.occasion === 'end' && a.rater === 'mentor' && a.rating >= a.target)
      .map((a) => `${a.menteeId}/${a.skill}`),
  );
  const completed = new Set(all(log, 'PairingCompleted').map(({ pairingId }) => pairingId));
  for (const { pairingId, menteeId, topics } of all(log, 'AgreementInForce')) {
    for (const { topic, kind } of topics)
      if (kind === 'perspective' && completed.has(pairingId)) reached.add(`${menteeId}/${topic}`);
  }
  const ready = new Map(all(log, 'EnrolmentReady').map((one) => [`${one.personId}/${one.role}`, one]));
  const items = [...ready.values()].flatMap(({ personId, role }) => {
    const [side, list] = role === 'mentor' ? ['offered', 'offers'] : ['wanted', 'wishes'];
    return (profiles.get(personId)?.[list!] ?? [])
      .map(({ topic }: { topic: string }) => ({
        item: role === 'mentee' && reached.has(`${personId}/${topic}`),
        dimensions: [`side=${side};topic=${topic}`],
        place: place(personId),
      }));
  });
  return valuesOf(cells<boolean>(items, false), (own) => {
    const closed = own.filter(Boolean).length;
    return { people: counted(own.length), closed: [closed, own.length], open: [own.length - closed, own.length] };
  });
}

function transfer(log: Log, place: Place, pairs: Pairs): Expected {
  const told = all(log, 'SkillAssessed', 'sealed').filter(({ rating }) => rating !== null);
  const ratings = new Map(told.map((a) => [`${a.pairingId}/${a.skill}/${a.rater}/${a.occasion}`, a]));
  const targets = new Map(told.filter(({ target }) => target !== null).map((a) => [`${a.pairingId}/${a.skill}`, a.target]));
  const items = all(log, 'AgreementInForce').flatMap(({ pairingId, topics }) =>
    topics
      .filter((t: { kind: string }) => t.kind === 'skill')
      .flatMap(({ topic }: { topic: string }) =>
        ['self', 'mentor', 'evidence'].map((rater) => {
          const at = (occasion: string) => ratings.get(`${pairingId}/${topic}/${rater}/${occasion}`);
          const item = {
            pre: at('baseline')?.rating,
            post: at('end')?.rating,
            target: targets.get(`${pairingId}/${topic}`),
            then: at('end')?.ratingThen ?? undefined,
            retest: at('retest')?.rating,
          };
          return {
            item,
            dimensions: [`rater=${rater}`, `rater=${rater};topic=${topic}`],
            place: place(pairs.get(pairingId).menteeId),
          };
        }),
      ),
  );
  const gain = (from: number, to: number): number[] => {
    if (from === to) return from % 5 === 0 ? [] : [0];
    return [to > from ? (to - from) / (5 - from) : (to - from) / from];
  };
  return valuesOf(
    cells(items as { item: Record<string, number | undefined>; dimensions: string[]; place: string }[], false),
    (own) => {
      const rated = own.filter(({ post }) => post !== undefined);
      const there = rated.filter(({ post, target }) => post! >= target!);
      const again = there.filter(({ retest }) => retest !== undefined);
      return {
        reached: share(there.length, rated.length),
        change: mean(rated.flatMap(({ pre, post }) => (pre === undefined ? [] : gain(pre, post!)))),
        changeFromThen: mean(rated.flatMap(({ then, post }) => (then === undefined ? [] : gain(then, post!)))),
        retained: share(again.filter(({ retest, target }) => retest! >= target!).length, again.length),
      };
    },
  );
}

function warnings(log: Log, place: Place, end: string): Expected {
  const settled = (type: string) => new Map(all(log, type, 'sealed').map((w) => [w.warningId, w]));
  const [mitigated, materialised, dismissed] = [
    settled('WarningMitigated'),
    settled('WarningMaterialised'),
    settled('WarningDismissed'),
  ];
  const stated = [...mitigated.values()].some(({ costAvoided }) => costAvoided);
  const items = all(log, 'WarningRaised', 'sealed').filter(isReadable).map((item) => ({ item, dimensions: [], place: place(item.leaderId) }));
  return valuesOf(cells(items), (own) => {
    const inTime = own.filter(({ warningId }) => (mitigated.get(warningId)?.leadDays ?? -1) >= 0);
    const due = own.filter(
      ({ warningId, bitesOn }) =>
        mitigated.has(warningId) || materialised.has(warningId) || (!dismissed.has(warningId) && bitesOn < end),
    );
    const costs = inTime.flatMap(({ warningId }) => mitigated.get(warningId).costAvoided?.amount ?? []);
    return {
      raised: counted(own.length),
      inTime: share(inTime.length, due.length),
      mentorsInTime: counted(new Set(inTime.map(({ raiserId }) => raiserId)).size),
      leadersInTime: counted(new Set(inTime.map(({ leaderId }) => leaderId)).size),
      leadDays: median(inTime.map(({ warningId }) => mitigated.get(warningId).leadDays)),
      ...(stated && { 'costAvoided.EUR': [costs.length === 0 ? null : total(costs), costs.length] as const }),
    };
  });
}

function shared(log: Log, place: Place): Expected {
  const cleared = new Set(all(log, 'InsightCleared', 'sealed').map(({ insightId }) => insightId));
  const items = all(log, 'InsightShared', 'sealed').filter(isReadable).map((item) => ({ item, dimensions: [], place: place(item.menteeId) }));
  return valuesOf(cells(items), (own) => ({
    shared: counted(own.length),
    cleared: share(own.filter(({ insightId }) => cleared.has(insightId)).length, own.length),
  }));
}
