import { setTimeout as sleep } from 'node:timers/promises';
import { seeded, type Random } from '@flipside/standalone/sample/random';
import { checkAll, readLogs, type Checked } from './checks/check.js';
import { countTypes } from './checks/log.js';
import { brokenBy, faultKinds, FaultPlan, inject, type Fault, type FaultKind } from './faults.js';
import { Deployment } from './kit/deployment.js';
import { Load } from './load.js';
import { Mirror } from './mirror.js';
import { prepare } from './prepare.js';
import { headsOf, lacking, unsettled, within, type Heads } from './settle.js';

export interface ChaosOptions {
  readonly folder: string;
  readonly seed: number;
  readonly rounds: number;
  readonly kinds?: readonly FaultKind[];
  /** Clients that command at the same time. */
  readonly clients?: number;
  readonly say: (line: string) => void;
  /** Aborted, it ends after the round that is under way. */
  readonly signal?: AbortSignal;
}

export interface ChaosResult {
  readonly rounds: number;
  readonly faults: readonly Fault[];
  /** Milliseconds from the end of each fault to everything being everywhere. */
  readonly recoveries: readonly number[];
  readonly load: Load['seen'];
  readonly last: Checked;
  /** In words: what was wrong after a round, and what did not come back by itself. */
  readonly failures: readonly string[];
  readonly restarts: number;
}

const RECOVER_WITHIN_MS = 300_000;
const SETTLE_WITHIN_MS = 180_000;

/** @throws NoBroker where there is none to break. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const deployment = await Deployment.start(options.folder, options.say);
  try {
    const mirror = await Mirror.open(deployment);
    try {
      const prepared = await prepare(mirror, options.clients ?? 4, async () => (await unsettled(deployment, mirror, SETTLE_WITHIN_MS)).length === 0);
      const load = new Load(deployment, prepared, seeded(`load ${options.seed}`));
      return await new Chaos(options, deployment, mirror, load).run();
    } finally {
      await mirror.close();
    }
  } finally {
    await deployment.stop();
  }
}

class Chaos {
  private readonly faults: Fault[] = [];
  private readonly recoveries: number[] = [];
  private readonly failures: string[] = [];
  private readonly random: Random;
  private before: ReadonlyMap<string, number> = new Map();
  private rounds = 0;
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly options: ChaosOptions,
    private readonly deployment: Deployment,
    private readonly mirror: Mirror,
    private readonly load: Load,
  ) {
    this.random = seeded(`faults ${options.seed}`);
  }

  async run(): Promise<ChaosResult> {
    const missing = await unsettled(this.deployment, this.mirror, SETTLE_WITHIN_MS);
    if (missing.length > 0) throw new Error(`before anything was broken there was missing: ${missing.join(', ')}`);
    this.before = countTypes(await readLogs(this.mirror));
    const plan = new FaultPlan(this.random, this.options.kinds ?? faultKinds);
    let last: Checked | undefined;
    for (let round = 1; round <= this.options.rounds && this.goesOn; round++) last = await this.round(round, plan.round());
    const { faults, recoveries, failures, load } = this;
    return { rounds: this.rounds, faults, recoveries, failures: [...failures, ...load.seen.contradictions], load: load.seen, last: last!, restarts: this.deployment.processes.reduce((sum, one) => sum + one.restarts, 0) };
  }

  private get goesOn(): boolean {
    return this.failures.length === 0 && !this.options.signal?.aborted;
  }

  private async round(round: number, faults: readonly Fault[]): Promise<Checked> {
    this.load.start(`round-${this.options.seed}-${round}`);
    await Promise.all(faults.map((fault) => this.suffer(fault)));
    await sleep(300 + this.random.below(700));
    await this.load.stop();
    const missing = await unsettled(this.deployment, this.mirror, SETTLE_WITHIN_MS);
    if (missing.length > 0) this.failures.push(`round ${round}: there was missing ${missing.join(', ')}`);
    const checked = await checkAll(this.deployment.cluster.kafka.brokers, this.mirror, this.load.seen.acknowledged, this.before);
    for (const [what, found] of Object.entries(checked.findings)) for (const line of found as readonly string[]) this.failures.push(`round ${round}: ${what}: ${line}`);
    this.rounds = round;
    this.tell(round, faults, checked);
    return checked;
  }

  private async suffer(fault: Fault): Promise<void> {
    await sleep(fault.after);
    this.faults.push(fault);
    await this.inTurn(brokenBy(fault), () => inject(fault, this.deployment));
    const from = performance.now();
    let heads: Heads | undefined;
    let missing: readonly string[] = ['an answer'];
    const recovered = await within(RECOVER_WITHIN_MS, async () => {
      missing = await lacking(this.deployment, this.mirror, (heads ??= await headsOf(this.deployment)));
      return missing.length === 0;
    });
    this.recoveries.push(performance.now() - from);
    if (!recovered) this.failures.push(`${fault.kind} ${fault.target}: not back by itself: ${missing.join(', ')}`);
  }

  private inTurn(what: string, work: () => Promise<void>): Promise<void> {
    const next = (this.turns.get(what) ?? Promise.resolve()).then(work);
    this.turns.set(what, next);
    return next;
  }

  private tell(round: number, faults: readonly Fault[], { events, duplicates }: Checked): void {
    const { acknowledged, resolved } = this.load.seen;
    const recent = this.recoveries.slice(-faults.length).map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ');
    this.options.say(
      `round ${round}: ${faults.map(({ kind, target, lasts }) => `${kind} ${target} ${lasts} ms`).join(' + ')} · back after ${recent} · `
      + `${acknowledged.length} acknowledged, ${resolved} resolved, ${events} events, ${duplicates} told again, ${this.failures.length} failures`,
    );
  }
}
