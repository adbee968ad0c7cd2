import { devIssuer, newDevIssuerKey, openDevelopmentClock, type DevIssuer } from '@flipside/service-kit';
import type { JWK } from 'jose';
import type { GatewayEnvironment } from '../config.js';
import type { ClockControl } from './clock-control.js';

/** What development mode of a process of its own needs; undefined in production. @throws Error when a variable is missing. */
export async function developmentFrom(env: GatewayEnvironment): Promise<{ issuer: DevIssuer; clock: ClockControl } | undefined> {
  if (env.FLIPSIDE_MODE !== 'development') return undefined;
  const key = env.DEV_ISSUER_KEY ? (JSON.parse(env.DEV_ISSUER_KEY) as JWK) : await newDevIssuerKey();
  return { issuer: await devIssuer(key), clock: await openDevelopmentClock(env) };
}
