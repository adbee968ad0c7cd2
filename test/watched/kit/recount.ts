import type { Contract, Received } from '@flipside/contracts';
import { doseOracle } from '../../oracles/dose.js';
import { liveOracle } from '../../oracles/live.js';
import { until, type Entry, type Expected, type Log } from '../../oracles/log.js';
import { sealedOracle } from '../../oracles/sealed.js';
import type { AfterTheDemo } from './after-the-demo.js';

/** A release as the gateway answers it. */
export interface Release {
  readonly figure: string;
  readonly period: string;
  readonly until: string;
  readonly k: number;
  readonly releasedAt: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly key: { readonly dimension?: string; readonly silo?: string; readonly band?: string };
  readonly values: Readonly<Record<string, Value>>;
}

export interface Value {
  readonly value: number | null;
  readonly n: number;
  readonly interval: readonly [number, number] | null;
  readonly missing: Readonly<Record<string, number>>;
  readonly why?: string;
  readonly carriedFrom?: string;
}

/** Every contract of a demo as it could be read at any moment of it, and what each figure has to be by those alone. */
export class Recount {
  private readonly opened = new Map<number, Promise<Log>>();
  private readonly erasures: readonly { readonly personId: string; readonly at: string }[];

  constructor(private readonly demo: AfterTheDemo) {
    this.erasures = demo.told.public.flatMap(({ type, data, at }) => (type === 'PersonErased' ? [{ personId: data.personId as string, at }] : []));
  }

  /** What had been told by an instant, opened with the keys that there were then. */
  async toldBy(instant: string): Promise<Log> {
    const erased = new Set(this.erasures.filter(({ at }) => at <= instant).map(({ personId }) => personId));
    if (!this.opened.has(erased.size)) this.opened.set(erased.size, this.openAll(erased));
    return (await this.opened.get(erased.size)!).filter(({ at }) => at <= instant);
  }

  private async openAll(erased: ReadonlySet<string>): Promise<Log> {
    const { told, keys } = this.demo;
    return [...told.public.map((one) => entryOf('public', one)), ...(await keys.open(told.sealed, erased)).map((one) => entryOf('sealed', one))];
  }

  async release({ figure, period, until: end, releasedAt }: Release): Promise<Expected> {
    const log = until(await this.toldBy(releasedAt), end);
    return figure === 'dose' ? doseOracle(log, end) : sealedOracle(log, end, period.startsWith('round-') ? Number(period.slice(6)) : undefined)[figure]!;
  }

  async live(figure: string, asOf: string): Promise<Expected> {
    return liveOracle(until(await this.toldBy(asOf), asOf.slice(0, 10)), asOf)[figure]!;
  }
}

function entryOf(audience: Entry['audience'], { stream, type, at, data }: Contract | Received): Entry {
  return { audience, stream, type, at, data };
}
