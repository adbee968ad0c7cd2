import type pg from 'pg';
import { connect, discard, type ConnectionOptions } from './connection.js';
import type { News } from '@flipside/event-sourcing/log/news';

const LONGEST_PAUSE_MS = 2_000;

/** Rings when another process has appended. Without a connection it tries again; readers look by themselves meanwhile. */
export class Listener {
  readonly #options: ConnectionOptions;
  readonly #channel: string;
  readonly #news: News;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wanted = false;

  constructor(options: ConnectionOptions, channel: string, news: News) {
    this.#options = options;
    this.#channel = channel;
    this.#news = news;
  }

  get listening(): boolean {
    return this.#client !== undefined;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#open(50);
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    if (this.#client) discard(this.#client);
    this.#client = undefined;
  }

  async #open(pause: number): Promise<void> {
    const client = await this.#listen().catch(() => undefined);
    if (!this.#wanted || this.#client) return void (client && discard(client)); // stopped, or started again, meanwhile
    if (!client) {
      this.#timer = setTimeout(() => void this.#open(Math.min(pause * 2, LONGEST_PAUSE_MS)), pause).unref();
      return;
    }
    this.#client = client;
    this.#news.ring(); // something may have been appended before we listened
  }

  async #listen(): Promise<pg.Client> {
    const client = await connect(this.#options, (lost) => this.#lost(lost));
    client.on('notification', () => this.#news.ring());
    await client.query(`listen "${this.#channel}"`).catch((error: unknown) => {
      discard(client);
      throw error;
    });
    return client;
  }

  #lost(client: pg.Client): void {
    discard(client);
    if (this.#client !== client) return;
    this.#client = undefined;
    if (this.#wanted) void this.#open(50);
  }
}
