import type { EventStore } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import type { Acknowledged } from '../load.js';
import { services } from '../kit/deployment.js';
import type { Mirror, Services } from '../mirror.js';
import { noFindings, type Findings } from './findings.js';
import { checkAcknowledged, checkOrder, type Logs, type Stored } from './log.js';
import { checkPolicies } from './policies.js';
import { checkReadModels } from './read-models.js';
import { checkTopics } from './read-topics.js';

export interface Checked {
  readonly findings: Findings;
  /** Messages that the relays told again and consumers dropped. */
  readonly duplicates: number;
  readonly events: number;
  readonly readModels: number;
}

/** Compares everything with everything, while nothing is under way. @param before events by type before the load */
export async function checkAll(brokers: readonly string[], mirror: Mirror, acknowledged: readonly Acknowledged[], before: ReadonlyMap<string, number>): Promise<Checked> {
  const findings = noFindings();
  const logs = await readLogs(mirror);
  checkOrder(logs, findings);
  checkAcknowledged(logs, acknowledged, before, findings);
  checkPolicies(logs, findings);
  const readModels = await checkReadModels(mirror, findings);
  const duplicates = await checkTopics(brokers, mirror, findings);
  for (const name of services) {
    const { pool } = mirror.service(name).base.database;
    findings.parked.push(...(await parkedIn(pool)).map((line) => `${name}: ${line}`));
  }
  return { findings, duplicates, readModels, events: Object.values(logs).reduce((sum, { length }) => sum + length, 0) };
}

export async function readLogs(mirror: Services): Promise<Logs> {
  const logs = await Promise.all(services.map(async (name) => [name, await readLog(mirror.service(name).base.store)] as const));
  return Object.fromEntries(logs) as unknown as Logs;
}

async function readLog(store: EventStore): Promise<readonly Stored[]> {
  const all: Stored[] = [];
  for (let after, more = true; more; ) {
    const { events, upTo } = await store.read({ after, limit: 5_000 });
    all.push(...events.map(({ id, position, revision, stream, type, metadata }) => ({ id, position, revision, stream, type, commandId: metadata.commandId })));
    more = upTo.n > (after?.n ?? 0n);
    after = upTo;
  }
  return all;
}

/** Events that consumers put aside, and messages that could not be read; in words. */
export async function parkedIn(db: Pool): Promise<readonly string[]> {
  const { rows } = await db.query<{ line: string }>(
    `select consumer || ' parked ' || type || ' of ' || stream || ': ' || error as line from parked_event
     union all select 'unreadable in ' || topic from unreadable_message`,
  );
  return rows.map(({ line }) => line);
}
