import { setTimeout as sleep } from 'node:timers/promises';
import { deriveId } from '@flipside/event-sourcing';
import type { Role } from '@flipside/service-kit';
import type { Random } from '@flipside/standalone/sample/random';
import type { Deployment } from './kit/deployment.js';
import type { Prepared, PreparedPair } from './prepare.js';
import { wishesOf, type Wish } from './wishes.js';

/** A command with its answer: what has to be in the log exactly once. */
export interface Acknowledged extends Wish {
  readonly commandId: string;
  /** Id of the thing that was made or changed. */
  readonly id: string;
}

/** What the clients saw. */
export interface Seen {
  readonly acknowledged: Acknowledged[];
  /** Commands whose answer was lost and that gave a result when they were repeated. */
  resolved: number;
  /** Repeats of what was answered already. */
  repeated: number;
  /** In words: a repeat with another result, a refusal that nothing explains, a command that was never answered. */
  readonly contradictions: string[];
}

const ANSWER_WITHIN_MS = 8_000;
const PAUSE_MS = 250;
const GIVE_UP_MS = 180_000;
/** One in so many answers is not waited for, and one in so many commands is repeated though its answer came. */
const LOSE_ONE_IN = 12;
const REPEAT_ONE_IN = 8;

interface Answer {
  readonly status: number;
  readonly id: string;
}

/** Clients that command through the gateway, each one thing after the other, until they are told to stop. */
export class Load {
  readonly seen: Seen = { acknowledged: [], resolved: 0, repeated: 0, contradictions: [] };
  private stopped = false;
  private clients: readonly Promise<void>[] = [];
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly deployment: Pick<Deployment, 'cluster' | 'issuer'>,
    private readonly prepared: Prepared,
    private readonly random: Random,
    /** Pause of a client between two commands at most, in milliseconds. */
    private readonly pauseMs = 600,
  ) {}

  /** @param run makes the keys of this stretch of load differ from those of others. */
  start(run: string): void {
    this.stopped = false;
    this.clients = this.prepared.pairs.map((pair, n) => this.client(pair, `${run}-${n}`));
  }

  /** Resolves when every command that was begun has its answer. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  private async client(pair: PreparedPair, name: string): Promise<void> {
    const wishes = wishesOf(this.prepared, pair, name, this.random);
    while (!this.stopped) {
      await this.fulfil(wishes.next().value as Wish);
      await sleep(this.random.below(this.pauseMs));
    }
    await this.fulfil(wishes.next('at rest').value as Wish); // what was paused is resumed
  }

  private async fulfil(wish: Wish): Promise<void> {
    const first = await this.untilAnswered(wish);
    if (!first) return;
    const commandId = deriveId(wish.subject, 'POST', wish.path, wish.key);
    this.seen.acknowledged.push({ ...wish, commandId, id: first.id });
    if (this.random.below(REPEAT_ONE_IN) > 0) return;
    const again = await this.untilAnswered(wish);
    this.seen.repeated++;
    if (again && (again.status !== first.status || again.id !== first.id)) {
      this.seen.contradictions.push(`${wish.kind} ${wish.key}: ${first.status} ${first.id}, then ${again.status} ${again.id}`);
    }
  }

  /** The same command with the same key, until there is a result. */
  private async untilAnswered(wish: Wish): Promise<Answer | undefined> {
    const deadline = Date.now() + GIVE_UP_MS;
    for (let tries = 1; Date.now() < deadline; tries++) {
      const answer = await this.send(wish, tries === 1 && this.random.below(LOSE_ONE_IN) === 0 ? 1 + this.random.below(20) : ANSWER_WITHIN_MS);
      if (!answer || answer.status >= 500) {
        await sleep(PAUSE_MS);
        continue;
      }
      if (answer.status >= 300) {
        this.seen.contradictions.push(`${wish.kind} ${wish.key} after ${tries} tries: ${answer.status} ${answer.id}`);
        return undefined;
      }
      if (tries > 1) this.seen.resolved++;
      return answer;
    }
    this.seen.contradictions.push(`${wish.kind} ${wish.key} was never answered`);
    return undefined;
  }

  private async send({ role, subject, path, key, body }: Wish, patienceMs: number): Promise<Answer | undefined> {
    try {
      const response = await fetch(this.deployment.cluster.address + path, {
        method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(patienceMs),
        headers: { authorization: await this.token(role, subject), 'content-type': 'application/json', 'idempotency-key': key },
      });
      const { id, code } = (await response.json()) as { id?: string; code?: string };
      return { status: response.status, id: id ?? code ?? '' };
    } catch {
      return undefined;
    }
  }

  private token(role: Role, subject: string): Promise<string> {
    const name = `${role} ${subject}`;
    const known = this.tokens.get(name) ?? this.deployment.issuer.issue({ subject, personId: subject, roles: [role] }).then((token) => `Bearer ${token}`);
    this.tokens.set(name, known);
    return known;
  }
}
