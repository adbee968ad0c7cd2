import type { Audience, Contract } from '@flipside/contracts';
import type { Batch, Position, RecordedEvent } from '@flipside/event-sourcing';
import type { Role } from '@flipside/service-kit';
import { openDataFolder } from '@flipside/standalone/engine/data-folder';
import { startStandalone, type Standalone } from '@flipside/standalone/engine/standalone';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import { allServices } from '@flipside/standalone/services';
import { KeptKeys, tellers } from './kept-keys.js';

/** What a demo left, opened again with its clock standing still: read through the gateway, and as other services are told of it. */
export class AfterTheDemo {
  private constructor(private readonly product: Standalone, readonly keys: KeptKeys, readonly told: Readonly<Record<Audience, readonly Contract[]>>) {}

  /** @param path the demo's data folder. */
  static async open(path: string): Promise<AfterTheDemo> {
    const folder = await openDataFolder(path);
    const product = await startStandalone({
      folder, services: allServices, pace: 'frozen', firstMoment: sampleDates.startsAt, logLevel: 'error', host: '127.0.0.1', port: 0,
      news: () => undefined,
      onFailure: (error) => {
        throw error;
      },
    });
    const { databases, services } = product.platform;
    const all = async (audience: Audience) => (await Promise.all(tellers.map((teller) => whole(services.get(teller)!.feed(audience))))).flat();
    const keys = await KeptKeys.read((name) => databases.server.url(name), folder.masterKey);
    return new AfterTheDemo(product, keys, { public: await all('public'), sealed: await all('sealed') });
  }

  close(): Promise<void> {
    return this.product.stop();
  }

  /** The whole feed as an analyst reads it, one page a line. */
  async publicFeed(): Promise<string> {
    const pages: string[] = [];
    for (let after = '', state = 'more'; state === 'more'; ) {
      const page = await this.get<{ next: string; state: string }>(`/v1/events?limit=500${after && `&after=${encodeURIComponent(after)}`}`, 'analyst');
      pages.push(JSON.stringify(page));
      ({ next: after, state } = page);
    }
    return pages.join('\n');
  }

  /** Every text in a sealed field of any event, that of erased people included. */
  async sealedTexts(): Promise<ReadonlySet<string>> {
    const texts = new Set<string>();
    for (const teller of tellers) {
      const { store } = this.product.platform.services.get(teller)!.base;
      for (const { type, data } of await whole<RecordedEvent>(store)) {
        for (const text of textsIn(this.keys.openSealed(teller, type, data.$sealed ?? []))) texts.add(text);
      }
    }
    return texts;
  }

  /** @throws Error for a refusal. */
  async get<T>(path: string, ...roles: readonly Role[]): Promise<T> {
    const { token } = await this.answer<{ token: string }>('/v1/dev/tokens', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ roles }) });
    return this.answer<T>(path, { headers: { authorization: `Bearer ${token}` } });
  }

  private async answer<T>(path: string, sent: RequestInit): Promise<T> {
    const response = await fetch(this.product.address + path, sent);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}

interface Readable<E> {
  head(): Promise<Position>;
  read(options: { readonly after?: Position; readonly limit: number }): Promise<Batch<E>>;
}

async function whole<E>(log: Readable<E>): Promise<readonly E[]> {
  const read: E[] = [];
  const { n: end } = await log.head();
  for (let after: Position | undefined; (after?.n ?? 0n) < end; ) {
    const { events, upTo } = await log.read({ ...(after && { after }), limit: 5_000 });
    read.push(...events);
    after = upTo;
  }
  return read;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
