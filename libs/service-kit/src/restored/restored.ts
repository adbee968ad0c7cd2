import type { ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition, type Position } from '@flipside/event-sourcing';
import { dropTopics } from '@flipside/feeds/kafka/topics';
import { Pool } from 'pg';
import { openEventStore } from '../event-store.js';
import { kafkaOf, type ServiceConfig } from '../service-config.js';
import { carryOver } from './carry-over.js';

const MINUTE_MS = 60_000;
const ALL: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];
const USAGE = 'restored [SERVICE EPOCH:POSITION]: nothing for the service whose log was restored; what it printed, for the others';

/**
 * What an operator runs in every service, all of them stopped, after the log of one was restored from a backup: first
 * without arguments in the one that owns the log, then with what it printed in the others. Where all logs are on one
 * EventStoreDB they were restored together: without arguments in any one, and the others take their own logs along.
 *
 * @param say lines for the operator.
 * @throws Error that says what is wrong with the arguments, or which process is still running.
 */
export async function restored(name: ServiceName, config: ServiceConfig, args: readonly string[], say: (line: string) => void): Promise<void> {
  const told = args.length > 0 ? followed(args) : undefined;
  const db = new Pool({ connectionString: config.DATABASE_URL, max: 2 });
  try {
    await refuseRunning(db, name);
    const { logs, end } = await restoredLogs(name, config, told);
    if (logs.includes(name)) await forgetTold(name, config, db);
    const { anew, goOn } = await carryOver(db, logs, end);
    say(`${name}: ${goOn.length} consumers of ${logs.join(', ')} go on; folded anew from the beginning: ${anew.join(', ') || 'none'}`);
    if (!told) say(`run in every other service: restored ${name} ${formatPosition(end)}`);
  } finally {
    await db.end();
  }
}

interface Restored {
  /** Whose logs they are. */
  readonly logs: readonly ServiceName[];
  /** Where they end, in their new epoch. */
  readonly end: Position;
}

/**
 * The log of one service; those of all where the one who asks has its own on the EventStoreDB that was restored, for they
 * share it, its positions and its epoch. Minutes since 1970 name an epoch that no one can know already, whichever backup it
 * was: the log itself forgot which epochs there were since.
 */
async function restoredLogs(name: ServiceName, config: ServiceConfig, told: Told | undefined): Promise<Restored> {
  const one = told?.service ?? name;
  if (told && !config.EVENTSTORE_URL) return { logs: [one], end: told.end };
  const store = await openEventStore(config, name);
  try {
    const end = told ? told.end : await store.startNewEpoch(Math.floor(Date.now() / MINUTE_MS) - 1);
    const { epoch } = await store.head();
    return { logs: config.EVENTSTORE_URL && epoch === end.epoch ? ALL : [one], end };
  } finally {
    await store.close();
  }
}

interface Told {
  readonly service: ServiceName;
  readonly end: Position;
}

function followed([service, position, ...more]: readonly string[]): Told {
  const isName = ALL.includes(service as ServiceName);
  if (!isName || !/^\d{1,9}:\d{1,19}$/.test(position ?? '') || more.length > 0) throw new Error(`usage: ${USAGE}`);
  return { service: service as ServiceName, end: parsePosition(position!) };
}

/** All of it is still to be told, to topics that are made anew. */
async function forgetTold(name: ServiceName, config: ServiceConfig, db: Pool): Promise<void> {
  const kafka = kafkaOf(name, config);
  if (kafka) await dropTopics(kafka);
  await db.query('delete from relay_checkpoint');
}

/** A restored database knows of leases that were held when its backup was made: their sessions are none of this server. */
async function refuseRunning(db: Pool, name: ServiceName): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select l.name from lease l join pg_stat_activity s on s.pid = l.session_pid and s.backend_start = l.session_start
     where l.holder is not null and l.expires_at > clock_timestamp()`,
  );
  if (rows.length > 0) throw new Error(`${name} is running (it holds ${rows.map((row) => row.name).join(', ')}): stop all services first`);
}
