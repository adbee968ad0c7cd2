import { solve } from '@flipside/assignment';
import { judgePair } from '../scoring/pairs/judge.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';
import { questions } from './why-not.js';

const policy = { minSharedMinutes: 30, qualityFloor: 0 };
const sample = (seed: number) => randomSnapshot({ seed, mentors: 40, mentees: 30, oddOneIn: 30, policy });

/** The best there is with the pair forced, by solving anew: the leader goes nowhere else, whatever it costs. */
async function forced(seed: number, mentorId: string, menteeId: string): Promise<{ pairs: number; score: number }> {
  const { solved: { field, problem, scores: { places } } } = await match(sample(seed), { seed });
  const forcedRow = field.mentees.findIndex(({ personId }) => personId === menteeId);
  const isOf = (column: number): boolean => field.mentors[places.mentorOf[column]!]!.personId === mentorId;
  const [start, column, score] = [[0], [] as number[], [] as number[]];
  for (let row = 0; row < problem.rows; row++) {
    for (let at = problem.start[row]!; at < problem.start[row + 1]!; at++) {
      if (row === forcedRow && !isOf(problem.column[at]!)) continue;
      column.push(problem.column[at]!);
      score.push(problem.score[at]!);
    }
    start.push(column.length);
  }
  const unmatchedPrice = field.mentees.map((_, row) => (row === forcedRow ? 1_000_000_000 : 1_000_000));
  const { rows, columns } = problem;
  const stages = { mostPairs: false };
  const solution = await solve({ kind: 'sparse', rows, columns, start, column, score, unmatchedPrice, stages });
  return { pairs: solution.pairs.length, score: Number(solution.total) };
}

/** Many leaders for few mentors. */
const crowded = () => randomSnapshot({ seed: 12, mentors: 12, mentees: 60, oddOneIn: 0, policy: { minSharedMinutes: 30, qualityFloor: 0 } });

describe('why not', () => {
  it('names what forbids a pair, a private constraint alone', async () => {
    const blocked = sample(3);
    const { proposals } = (await match(blocked, { seed: 3 })).result;
    const { mentorId, menteeId } = proposals[0]!;
    const pairs = [...blocked.pairs, { mentorId, menteeId, kind: 'private' as const }];
    const { solved } = await match({ ...blocked, pairs }, { seed: 3 });
    expect(await questions(solved).whyNot(mentorId, menteeId)).toEqual({ kind: 'forbidden', constraints: ['private'] });
    await expect(questions(solved).whyNot(mentorId, 'nobody')).rejects.toThrow('not in this run');
  });

  it('ends with the reason why nobody waits for it any more', async () => {
    const { solved, result } = await match(sample(3), { seed: 3 });
    const [{ mentorId }, { menteeId }] = [result.proposals[0]!, result.proposals[1]!];
    const gone = AbortSignal.abort(new Error('gone'));
    const ask = questions(solved);
    for (const asked of [ask.placeValue(mentorId, { signal: gone }), ask.overrideCost(mentorId, menteeId, { signal: gone })]) await expect(asked).rejects.toThrow('gone');
  });

  it('gives the exact loss and everybody displaced, also where hardly any pair was kept', async () => {
    let asked = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const { solved, result } = await match(sample(seed), { seed, core: { perMentee: 1, perMentor: 1 }, mostKept: seed % 2 ? 0 : undefined });
      const { field } = solved;
      const ask = questions(solved);
      const partner = new Map(result.proposals.map(({ menteeId, mentorId }) => [menteeId, mentorId]));
      for (const mentor of field.mentors) {
        for (const mentee of field.mentees) {
          const answer = await ask.whyNot(mentor.personId, mentee.personId);
          const { broken, fit } = judgePair(field.court, mentor, mentee);
          if (partner.get(mentee.personId) === mentor.personId) expect(answer.kind).toBe('paired');
          else if (broken.length > 0) expect(answer.kind).toBe('forbidden');
          if (answer.kind !== 'possible') continue;
          expect(answer.score).toBe(fit.score);
          expect(answer.displaced[0]).toEqual({
            menteeId: mentee.personId, from: partner.get(mentee.personId) ?? null, to: mentor.personId,
          });
          expect(answer.loss.pairs).toBeGreaterThanOrEqual(0);
          if (asked++ % 23 !== 0) continue;
          const best = await forced(seed, mentor.personId, mentee.personId);
          if (best.pairs === result.proposals.length - answer.loss.pairs) {
            expect(answer.loss.score).toBe(result.report.total - best.score);
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(50);
  });

  it('prices an override, of a pair that breaks a constraint too, by what the rest loses', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { solved, result } = await match(sample(seed), { seed });
      const ask = questions(solved);
      for (const { mentorId, menteeId } of result.proposals) {
        expect(await ask.overrideCost(mentorId, menteeId)).toEqual({ pairs: 0, score: 0 });
      }
      const [one, two] = result.proposals;
      if (!one || !two) continue;
      const { field } = solved;
      const cost = await ask.overrideCost(one.mentorId, two.menteeId);
      const answer = await ask.whyNot(one.mentorId, two.menteeId);
      if (answer.kind === 'possible') expect(cost).toEqual(answer.loss);
      // Forced upon the rest: the two lose their own partners, and get a pair of whatever it scores.
      const mentor = field.mentors.find(({ personId }) => personId === one.mentorId)!;
      const mentee = field.mentees.find(({ personId }) => personId === two.menteeId)!;
      const least = one.fit.score + two.fit.score - judgePair(field.court, mentor, mentee).fit.score;
      if (cost.pairs === 1) expect(cost.score).toBeLessThanOrEqual(least);
    }
  });

  it('says who of those left alone would get one more place, and nobody where it adds no pair', async () => {
    let got = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const few = sample(seed);
      const { solved, result } = await match(few, { seed });
      const alone = new Set(result.unmatched.filter(({ role }) => role === 'mentee').map(({ personId }) => personId));
      const ask = questions(solved);
      for (const { mentorId } of result.proposals) {
        const { oneMore, gets } = (await ask.placeValue(mentorId))!;
        expect([gets !== null, gets === null || alone.has(gets)]).toEqual([oneMore.pairs > 0, true]);
        got += Number(gets !== null);
      }
    }
    expect(got).toBeGreaterThan(0);
  });

  it('gives one more place to another than who asked for it, where the whole is better by it', async () => {
    const { solved, result } = await match(crowded(), { seed: 1 });
    const ask = questions(solved);
    const named = result.unmatched.flatMap(({ personId, change }) => (change?.kind === 'place' ? [{ personId, mentorId: change.mentorId }] : []));
    const answers = await Promise.all(named.map(async ({ personId, mentorId }) => (await ask.placeValue(mentorId))!.gets === personId));
    expect(named.length).toBeGreaterThan(1);
    expect(answers).toContain(false);
    expect(answers).toContain(true);
  });

  it('says what one more place would add, and one less would cost', async () => {
    const { solved, result } = await match(sample(2), { seed: 2 });
    const ask = questions(solved);
    for (const { mentorId, placeWorth } of result.proposals) {
      const { oneMore, oneLess } = (await ask.placeValue(mentorId))!;
      const order = ({ pairs, score }: { pairs: number; score: number }): number => pairs * 1e9 + score;
      expect(order(oneMore)).toBeLessThanOrEqual(order(placeWorth));
      if (oneLess) expect(order(placeWorth)).toBeLessThanOrEqual(order(oneLess));
    }
    expect(await ask.placeValue('nobody')).toBeNull();
  });
});
