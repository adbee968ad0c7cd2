import { match } from '@flipside/matching/run/match';
import { randomSnapshot } from '@flipside/matching/testing/random-snapshot';

/** What the parent asks for, as JSON in the first argument: how many on each side, and how often. */
export interface PeopleTask {
  readonly side: number;
  readonly rounds: number;
}

export interface PeopleTimes {
  /** Of each round, from profiles to explained proposals, the first one cold. */
  readonly milliseconds: readonly number[];
  /** The same in processor time of all threads, which other work on the machine lengthens less. */
  readonly processor: readonly number[];
  /** Most memory of the process, the people included. */
  readonly megabytes: number;
  readonly proposals: number;
  readonly optimal: boolean;
}

/** Says every ten seconds how far a long run is. */
function shown(round: number): (stage: string, done: number) => void {
  let next = performance.now() + 10_000;
  return (stage, done) => {
    if (performance.now() < next) return;
    next = performance.now() + 10_000;
    process.stderr.write(`people, round ${round + 1}: ${stage}, ${Math.round(done * 100)} % of it\n`);
  };
}

/** A process of its own that matches simulated people; making them is not counted. */
async function run({ side, rounds }: PeopleTask): Promise<PeopleTimes> {
  const snapshot = randomSnapshot({ seed: 1, mentors: side, mentees: side, above: Math.ceil(side / 50), availabilities: 200 });
  const [milliseconds, processor] = [[] as number[], [] as number[]];
  let [proposals, optimal] = [0, true];
  for (let round = 0; round < rounds; round++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const { result, solved } = await match(snapshot, { seed: round + 1, onProgress: shown(round) });
    milliseconds.push(performance.now() - began);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
    proposals = result.proposals.length;
    optimal &&= solved.optimal;
  }
  return { milliseconds, processor, megabytes: process.resourceUsage().maxRSS / 1024, proposals, optimal };
}

const task = JSON.parse(process.argv[2]!) as PeopleTask;
process.send!(await run(task), () => process.disconnect());
