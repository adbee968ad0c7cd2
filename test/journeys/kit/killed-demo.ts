import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Program } from './program.js';
import { Hearing, isAcknowledged, type Told } from './told.js';

const TELLING = fileURLToPath(new URL('./telling-demo.ts', import.meta.url));

/** What was under way and what was known when a demo was killed. */
export interface Killed {
  readonly told: readonly Told[];
  /** Business time, as far as it was told to the demo. */
  readonly reached: string;
  /** Process id of the Postgres server that goes on alone. */
  readonly orphan: number;
}

/** A demo as `npm run demo` starts it in a folder, which tells this process what it asks and what it is answered. */
export class KillableDemo {
  readonly program: Program;
  private readonly hearing: Hearing;

  /** @param home the working directory: its data are in `.flipside/demo` below. */
  constructor(private readonly home: string) {
    this.program = new Program(TELLING, home);
    this.hearing = new Hearing(this.program.child.stdio[3] as never);
  }

  /**
   * Kills driver and product once so many requests were sent, and some milliseconds later; not Postgres.
   * @throws Error with what it said, when it ends before.
   */
  async killAfter(requests: number, milliseconds: number): Promise<Killed> {
    await this.program.says(/everything below goes through/);
    await this.hearing.sent(requests);
    await sleep(milliseconds);
    if (this.program.hasEnded) throw new Error(this.program.output);
    const [owner, server] = [await this.read('owner.json'), await this.read('cluster/postmaster.pid')];
    process.kill((JSON.parse(owner) as { pid: number }).pid, 'SIGKILL');
    await this.program.end('SIGKILL');
    await this.hearing.ended;
    const told = this.hearing.all;
    const moves = told.filter((one) => one.path === '/v1/dev/clock' && isAcknowledged(one));
    const reached = moves.map(({ answer }) => (JSON.parse(answer!.body) as { now: string }).now).at(-1) ?? '';
    return { told, reached, orphan: Number(server.split('\n')[0]) };
  }

  private read(file: string): Promise<string> {
    return readFile(join(this.home, '.flipside/demo/postgres', file), 'utf8');
  }
}
