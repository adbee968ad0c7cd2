import { createHash, timingSafeEqual } from 'node:crypto';
import { optional } from '../environment.js';

/** Variable of every program with metrics. */
export const metricsToken = optional('bearer token that may read /metrics, beside operators');

/** Whether a header carries the token for scraping; never, where there is none. */
export function scrapeToken(token: string | undefined): (authorization: string | undefined) => boolean {
  if (token === undefined) return () => false;
  const wanted = digest(`Bearer ${token}`);
  return (authorization) => authorization !== undefined && timingSafeEqual(digest(authorization), wanted);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
