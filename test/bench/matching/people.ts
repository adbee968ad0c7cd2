import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RUN_TS } from '@flipside/testing/run-ts';
import type { Line } from '../line.js';
import { median } from '../measure.js';
import type { PeopleTask, PeopleTimes } from './kit/people-run.js';

/** From profiles to explained proposals: hard constraints, scores, the proven optimum, words, report. */
export async function peopleBench(): Promise<Line[]> {
  const ten = await matched({ side: 10_000, rounds: 4 });
  const hundred = await matched({ side: 50_000, rounds: 1 });
  return [
    line('people, 10,000 × 10,000, cold', ten.milliseconds[0]!, 'ms', 3_000),
    line('people, 10,000 × 10,000, warm', median(ten.milliseconds.slice(1)), 'ms', 3_000),
    line('people, 10,000 × 10,000, warm, processor time of two threads', median(ten.processor.slice(1)), 'ms', null),
    line('people, 10,000 × 10,000, memory', ten.megabytes, 'MB', null),
    line('people, 100,000 enrolled, cold', hundred.milliseconds[0]!, 'ms', null),
    line('people, 100,000 enrolled, processor time of two threads', hundred.processor[0]!, 'ms', null),
    line('people, 100,000 enrolled, memory', hundred.megabytes, 'MB', null),
  ];
}

async function matched(task: PeopleTask): Promise<PeopleTimes> {
  const program = fileURLToPath(new URL('./kit/people-run.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(task)], { execArgv: [...RUN_TS, '--max-old-space-size=6000'] });
  const [times] = (await once(child, 'message')) as [PeopleTimes];
  if (!times.optimal) throw new Error(`people, ${task.side}: the checker refused the certificate`);
  return times;
}

function line(bench: string, value: number, unit: string, goal: number | null): Line {
  const ours = Math.round(value);
  return { bench, ours, peer: null, ratio: null, unit, goal, holds: goal === null || ours <= goal };
}
