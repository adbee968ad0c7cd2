import type { AskedInstrument } from '@flipside/contracts';
import type { Cast } from '../sample/cast.js';
import { pairName } from '../sample/behaviour.js';
import { Agenda } from './agenda.js';
import type { Programme } from './chapters/02-programme.js';
import { found } from './checks.js';
import { all, settled, type Demo } from './demo.js';
import type { PlannedPair } from './pairs.js';
import type { Staff } from './staff.js';

/** The months of a programme: who meets, what is on the agenda, and which pairs the programme has not closed. */
export class Season {
  readonly agenda = new Agenda();
  private active: ReadonlySet<string>;
  private catalogue: Promise<readonly AskedInstrument[]> | undefined;
  /** How often something was done, for the narrator. */
  readonly counts = new Map<string, number>();

  constructor(
    readonly demo: Demo,
    readonly staff: Staff,
    readonly programme: Programme,
    readonly pairs: readonly PlannedPair[],
    readonly cast: Cast,
  ) {
    this.active = new Set(pairs.map(({ id }) => id));
  }

  pair(name: string): PlannedPair {
    return found(`the pair ${name}`, this.pairs.find(({ sample }) => pairName(sample) === name));
  }

  /** Something that a pair does, unless the programme closed it meanwhile. */
  whileActive({ id }: PlannedPair, work: () => Promise<unknown>): () => Promise<unknown> {
    return async () => (this.active.has(id) ? work() : undefined);
  }

  /** The instruments, asked for once. */
  instruments(ask: () => Promise<readonly AskedInstrument[]>): Promise<readonly AskedInstrument[]> {
    return (this.catalogue ??= ask());
  }

  isActive({ id }: PlannedPair): boolean {
    return this.active.has(id);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  counted(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Looks which agreements are in force; to be done after whatever may have closed some. @returns pairs closed since. */
  async look(): Promise<readonly PlannedPair[]> {
    await settled(this.demo);
    const { admin, id } = this.programme;
    const rows = await all<{ id: string; status: string }>((path) => admin.get(path), `/v1/agreements?programmeId=${id}`);
    const now = new Set(rows.filter(({ status }) => status === 'in-force').map((row) => row.id));
    const closed = this.pairs.filter((pair) => this.active.has(pair.id) && !now.has(pair.id));
    this.active = now;
    return closed;
  }
}
