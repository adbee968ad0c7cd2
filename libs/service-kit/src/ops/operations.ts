import { DomainError, parsePosition, formatPosition } from '@flipside/event-sourcing';
import { EventGone, faultName, findParked, listParked, parkedOf, removeParked, replayParked, type ParkedEvent } from '@flipside/feeds';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { Problem } from '../problem.js';
import type { ServiceRuntime } from '../runtime/runtime.js';
import type { LagReport, ParkedItem, ParkedReceipt, RebuildStatus } from './ops.controller.js';

interface RebuildRow {
  rebuilding_table: string | null;
  rebuild_started: Date | null;
  rebuild_done: string | null;
  rebuild_of: string | null;
  rebuild_error: string | null;
}

/** An operator's view of one service. */
export class Operations {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly runtime: ServiceRuntime,
    private readonly db: Pool,
    private readonly log: Logger,
  ) {}

  async lag(): Promise<LagReport> {
    const { service, head, consumers, inFlight, nextDue } = await this.runtime.status();
    const end = parsePosition(head).n;
    return {
      service,
      head,
      inFlight,
      nextDue: nextDue ?? null,
      ...(await this.runtime.unhandled()),
      consumers: consumers.map(({ consumer, source, position }) => ({
        consumer: `${service}.${consumer}`,
        source,
        position,
        lag: source === service ? Number(end - parsePosition(position).n) : null,
      })),
    };
  }

  async parked(): Promise<ParkedItem[]> {
    return (await listParked(this.db)).map((parked) => this.shown(parked));
  }

  /**
   * Hands a parked event to its consumer once more, and then those that queue behind it.
   * @throws Problem `replay-failed` when it fails again: it stays parked; `parked-behind` when it is not the first of its stream.
   */
  async replay(id: string): Promise<ParkedReceipt> {
    const parked = await this.find(id);
    if (!parked.first) throw new Problem('parked-behind', 'An earlier event of its stream is parked for this consumer: see the list.');
    const retake = this.runtime.retake(parked.consumer, parked.source);
    if (!retake) throw new Problem('not-found', 'The consumer that parked it is gone: discard it.');
    const { handled, left, error } = await replayParked(this.db, parked, retake);
    if (handled === 0 && error) throw failedAgain(error);
    return { id, handled, left };
  }

  /** Gives up on a parked event; those that queued behind it are handed to their consumer, until one fails. */
  async discard(id: string): Promise<ParkedReceipt> {
    const parked = await this.find(id);
    await removeParked(this.db, parked.id);
    const retake = parked.first ? this.runtime.retake(parked.consumer, parked.source) : undefined;
    if (!retake) return { id, handled: 0, left: (await parkedOf(this.db, parked)).length };
    const { handled, left } = await replayParked(this.db, parked, retake);
    return { id, handled, left };
  }

  /** Starts a rebuild, unless one is running. */
  async rebuild(name: string): Promise<RebuildStatus> {
    const model = this.own(name);
    if (!this.running.has(model)) {
      const work = this.runtime
        .rebuild(model, (done, of) => this.progress(model, done, of))
        .catch((error: unknown) => this.failed(model, error))
        .finally(() => this.running.delete(model));
      this.running.set(model, work);
    }
    return { ...(await this.rebuildStatus(name)), state: 'running' };
  }

  async rebuildStatus(name: string): Promise<RebuildStatus> {
    const model = this.own(name);
    const running = this.running.has(model); // asked first: one that ends while its row is read has not failed
    const { rows } = await this.db.query<RebuildRow>('select * from read_model where name = $1', [model]);
    const row = rows[0]!;
    return {
      name,
      state: running ? 'running' : ended(row),
      done: row.rebuild_done ?? '0',
      of: row.rebuild_of ?? '0',
      error: row.rebuild_error,
    };
  }

  /** Resolves when no rebuild is under way any more; an interrupted one starts afresh next time. */
  async finished(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  /** Rebuilds under way. */
  get active(): number {
    return this.running.size;
  }

  private own(name: string): string {
    const [service, model] = name.split('.');
    if (service === this.runtime.service && model && this.runtime.readModelNames.includes(model)) return model;
    const known = this.runtime.readModelNames.map((one) => `${this.runtime.service}.${one}`).join(', ');
    throw new Problem('not-found', `There is no such read model; there are ${known}.`);
  }

  private async find(id: string): Promise<ParkedEvent> {
    const number = new RegExp(`^${this.runtime.service}\\.(\\d{1,18})$`).exec(id)?.[1];
    const parked = number && (await findParked(this.db, number));
    if (!parked) throw new Problem('not-found', 'There is no such parked event.');
    return parked;
  }

  private async progress(model: string, done: bigint, of: bigint): Promise<void> {
    await this.db.query('update read_model set rebuild_done = $2, rebuild_of = $3 where name = $1', [model, done.toString(), of.toString()]);
  }

  private async failed(model: string, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : 'Error';
    this.log.error({ readModel: model, error: name }, 'rebuild failed; the active read model stays as it was');
    await this.db.query('update read_model set rebuild_error = $2 where name = $1', [model, name]);
  }

  private shown({ id, consumer, position, stream: _stream, first, ...parked }: ParkedEvent): ParkedItem {
    const { service } = this.runtime;
    return { ...parked, id: `${service}.${id}`, consumer: `${service}.${consumer}`, position: formatPosition(position), queued: !first };
  }
}

function failedAgain(error: unknown): Problem {
  if (error instanceof EventGone) return new Problem('replay-failed', 'Its source does not tell it any more: discard it.');
  const name = error instanceof DomainError ? error.code : faultName(error);
  return new Problem('replay-failed', `It failed again with ${name} and stays parked: mend the cause, or discard it.`);
}

function ended(row: RebuildRow): string {
  if (row.rebuild_error) return 'failed';
  if (row.rebuilding_table) return 'failed';
  return row.rebuild_started ? 'done' : 'never';
}
