import { fitOf } from '../scoring/pairs/fit-of.js';
import { powerDistance } from '../scoring/power/power-distance.js';
import { sharedTopics, wantedTopic } from '../scoring/pairs/shared-topics.js';
import type { Proposal, RunnerUp } from './result.js';
import type { SolvedRun } from './solve-run.js';
import type { Survey } from './survey.js';

/** The pairs of the solution with everything that explains them, by ids. */
export function proposalsOf(run: SolvedRun, seen: Survey): readonly Proposal[] {
  const { field, solution, scores: { places } } = run;
  const pricesOf = (name: 'most-pairs' | 'total') => solution.certificate.stages.find(({ stage }) => stage === name)!.v;
  const [countPrices, scorePrices] = [pricesOf('most-pairs'), pricesOf('total')];
  return solution.pairs.map(({ row, column, score }): Proposal => {
    const number = places.mentorOf[column]!;
    const [mentor, mentee] = [field.mentors[number]!, field.mentees[row]!];
    const second = places.isSecond[column] === 1;
    const minutes = field.minutes(number, row);
    const fit = fitOf(field.policy, mentor, mentee, minutes < 0 ? null : minutes, second);
    if (fit.score !== score) throw new Error(`scored ${score} where the criteria say ${fit.score}: the tables are wrong`);
    return {
      mentorId: mentor.personId, menteeId: mentee.personId, second,
      tellCustodian: powerDistance(field.graph, field.power, mentor, mentee).tellCustodian,
      wanted: sharedTopics(mentor, mentee).map(wantedTopic), fit,
      runnerUp: {
        ofMentee: runner(field.mentors, seen.runnerOfMentee[row]!, seen.runnerScoreOfMentee[row]!),
        ofMentor: runner(field.mentees, seen.runnerOfMentor[number]!, seen.runnerScoreOfMentor[number]!),
      },
      placeWorth: { pairs: 0 - countPrices[column]!, score: 0 - scorePrices[column]! },
    };
  }).sort((a, b) => (a.menteeId < b.menteeId ? -1 : 1));
}

function runner(people: readonly { readonly personId: string }[], number: number, score: number): RunnerUp | null {
  return number < 0 ? null : { personId: people[number]!.personId, score };
}
