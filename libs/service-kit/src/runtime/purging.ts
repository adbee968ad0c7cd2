import { purgeUnreadable } from '@flipside/feeds/kafka/unreadable';
import type { Pool } from 'pg';

const EVERY_MS = 3_600_000;

/** Purges messages that could not be read, for they may hold anything: now and each hour, until the timer is cleared. */
export function purgeHourly(db: Pool): NodeJS.Timeout {
  const purge = (): void => void purgeUnreadable(db).catch(() => 0); // tried again in an hour
  purge();
  return setInterval(purge, EVERY_MS).unref();
}
