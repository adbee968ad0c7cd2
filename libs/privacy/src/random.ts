import { randomFillSync } from 'node:crypto';

const POOL = 8_192;

/**
 * Random bytes from the system's generator for nonces and keys, fetched by the pool: a call of its own for each dozen bytes
 * costs as much as sealing them. Nothing is handed out twice, and what was handed out is wiped from the pool.
 */
export function pooledRandom(): (size: number) => Buffer {
  const pool = Buffer.alloc(POOL);
  let used = POOL;
  return (size) => {
    if (used + size > POOL) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + size));
    pool.fill(0, used, (used += size));
    return bytes;
  };
}

/** One pool a process, as the system's generator is one: nothing can be told from it about who drew from it. */
export const randomBytes = pooledRandom();
