import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@flipside/standalone/sample/random';
import pg from 'pg';
import { STATE_DATABASE } from '@flipside/standalone/cluster/programs';
import { services, type Deployment } from './kit/deployment.js';

export const faultKinds = ['service-killed', 'broker-killed', 'postgres-restarted', 'postgres-crashed', 'consumer-paused', 'store-cut'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Beyond the 10 s after which the brokers give a consumer's partitions to others, and a lease is given to another process. */
const PAUSE_MS = 13_000;

export interface Fault {
  readonly kind: FaultKind;
  readonly target: string;
  /** Milliseconds after the load began. */
  readonly after: number;
  readonly lasts: number;
}

/** Kinds come in rounds of all of them, each time in another order, so that none is left out. */
export class FaultPlan {
  private deck: FaultKind[] = [];

  constructor(
    private readonly random: Random,
    private readonly kinds: readonly FaultKind[],
    /** Faults of one round at most. */
    private readonly most = 2,
  ) {}

  round(): readonly Fault[] {
    return Array.from({ length: 1 + this.random.below(this.most) }, (_, n) => this.next(n === 0 ? 500 : 0));
  }

  private next(notBefore: number): Fault {
    if (this.deck.length === 0) this.deck = this.shuffled();
    const kind = this.deck.pop()!;
    const targets = kind === 'service-killed' ? [...services, 'sessions-2', 'gateway'] : kind === 'consumer-paused' ? [...services, 'sessions-2'] : services;
    return {
      kind, target: targets[this.random.below(targets.length)]!, after: notBefore + this.random.below(1_500),
      lasts: kind === 'consumer-paused' ? PAUSE_MS : 200 + this.random.below(1_800),
    };
  }

  private shuffled(): FaultKind[] {
    const deck = [...this.kinds];
    for (let n = deck.length - 1; n > 0; n--) {
      const other = this.random.below(n + 1);
      [deck[n], deck[other]] = [deck[other]!, deck[n]!];
    }
    return deck;
  }
}

/** What a fault breaks: two of one thing come one after the other. */
export function brokenBy({ kind, target }: Fault): string {
  if (kind.startsWith('postgres')) return 'postgres';
  return kind === 'broker-killed' ? 'kafka' : target;
}

/** Breaks something and lets go of it. Resolves when nothing is held broken any more; what follows is recovery. */
export async function inject({ kind, target, lasts }: Fault, deployment: Deployment): Promise<void> {
  const { kafka, postgres } = deployment.cluster;
  switch (kind) {
    case 'service-killed':
      return deployment.process(target).kill();
    case 'broker-killed':
      await kafka.kill();
      await sleep(lasts);
      return kafka.start();
    case 'postgres-restarted':
      return postgres.restart('fast');
    case 'postgres-crashed':
      return postgres.restart('immediate');
    case 'consumer-paused': {
      const pid = deployment.process(target).pid!;
      process.kill(pid, 'SIGSTOP');
      await sleep(lasts);
      return void process.kill(pid, 'SIGCONT');
    }
    case 'store-cut':
      return cutStore(postgres.url(STATE_DATABASE), new URL(postgres.url(target)).pathname.slice(1), lasts);
  }
}

/** All connections of a service's database are cut, again and again. */
async function cutStore(server: string, database: string, lasts: number): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  client.on('error', () => undefined); // another fault may take the server away meanwhile
  try {
    await client.connect();
    for (const end = Date.now() + lasts; Date.now() < end; await sleep(100)) {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
    }
  } catch {
    // the server itself went: its connections with it
  } finally {
    await client.end().catch(() => undefined);
  }
}
