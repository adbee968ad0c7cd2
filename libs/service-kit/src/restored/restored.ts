import type { ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition, type Position } from '@flipside/event-sourcing';
import { dropTopics } from '@flipside/feeds/kafka/topics';
import { Pool } from 'pg';
import { openEventStore } from '../event-store.js';
import { kafkaOf, type ServiceConfig } from '../service-config.js';
import { carryOver } from './carry-over.js';

const MINUTE_MS = 60_000;
const USAGE = 'restored [SERVICE EPOCH:POSITION]: nothing for the service whose log was restored; what it printed, for the others';

/**
 * What an operator runs in every service, all of them stopped, after the log of one was restored from a backup: first
 * without arguments in the one that owns the log, then with what it printed in the others.
 *
 * @param say lines for the operator.
 * @throws Error that says what is wrong with the arguments, or which process is still running.
 */
export async function restored(name: ServiceName, config: ServiceConfig, args: readonly string[], say: (line: string) => void): Promise<void> {
  const other = args.length > 0 ? followed(args) : undefined;
  const db = new Pool({ connectionString: config.DATABASE_URL, max: 2 });
  try {
    await refuseRunning(db, name);
    const { service, end } = other ?? { service: name, end: await newEpoch(name, config, db) };
    const { anew, goOn } = await carryOver(db, service, end);
    say(`${name}: ${goOn.length} consumers of ${service} go on; folded anew from the beginning: ${anew.join(', ') || 'none'}`);
    if (!other) say(`run in every other service: restored ${name} ${formatPosition(end)}`);
  } finally {
    await db.end();
  }
}

function followed([service, position, ...more]: readonly string[]): { readonly service: ServiceName; readonly end: Position } {
  const isName = /^(participants|matching|sessions|analytics)$/.test(service!);
  if (!isName || !/^\d{1,9}:\d{1,19}$/.test(position ?? '') || more.length > 0) throw new Error(`usage: ${USAGE}`);
  return { service: service as ServiceName, end: parsePosition(position!) };
}

/**
 * The log in a new epoch, its topics gone and all of it still to be told. Minutes since 1970 name an epoch that no one can
 * know already, whichever backup it was: the log itself forgot which epochs there were since.
 */
async function newEpoch(name: ServiceName, config: ServiceConfig, db: Pool): Promise<Position> {
  const store = await openEventStore(config, name);
  try {
    const kafka = kafkaOf(name, config);
    if (kafka) await dropTopics(kafka);
    await db.query('delete from relay_checkpoint');
    return await store.startNewEpoch(Math.floor(Date.now() / MINUTE_MS) - 1);
  } finally {
    await store.close();
  }
}

/** A restored database knows of leases that were held when its backup was made: their sessions are none of this server. */
async function refuseRunning(db: Pool, name: ServiceName): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select l.name from lease l join pg_stat_activity s on s.pid = l.session_pid and s.backend_start = l.session_start
     where l.holder is not null and l.expires_at > clock_timestamp()`,
  );
  if (rows.length > 0) throw new Error(`${name} is running (it holds ${rows.map((row) => row.name).join(', ')}): stop all services first`);
}
