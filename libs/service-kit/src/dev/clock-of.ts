import pg from 'pg';
import { systemClock, type Clock } from '../clock.js';
import type { ServiceConfig } from '../service-config.js';
import { BusinessClock } from './business-clock.js';

export type ClockConfig = Pick<ServiceConfig, 'FLIPSIDE_MODE' | 'DEV_STATE_DATABASE_URL' | 'DEV_CLOCK' | 'DEV_CLOCK_BEGINS'>;

/** Business time of a development deployment, as its processes share it. @throws Error when it is not said where it is kept. */
export function openDevelopmentClock(config: ClockConfig): Promise<BusinessClock> {
  if (!config.DEV_STATE_DATABASE_URL) throw new Error('FLIPSIDE_MODE=development needs DEV_STATE_DATABASE_URL, where business time is kept');
  const db = new pg.Pool({ connectionString: config.DEV_STATE_DATABASE_URL, max: 2, allowExitOnIdle: true });
  db.on('error', () => undefined); // an idle connection broke: the next query opens another
  return BusinessClock.open(db, config.DEV_CLOCK, config.DEV_CLOCK_BEGINS ?? new Date().toISOString());
}

/** Business time of a process: machine time in production, the deployment's own in development mode. */
export async function clockOf(config: ClockConfig): Promise<Clock> {
  return config.FLIPSIDE_MODE === 'development' ? openDevelopmentClock(config) : systemClock;
}
