import type { Principal } from '../roles.js';
import { TokenCache } from './token-cache.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = (subject: string, seconds = 3_600): string => `Bearer ${part({ alg: 'none' })}.${part({ sub: subject, exp: Math.floor(Date.now() / 1_000) + seconds })}.x`;

describe('remembered tokens', () => {
  let checks: number;
  const verify = async (authorization: string | undefined): Promise<Principal> => {
    checks++;
    if (!authorization?.startsWith('Bearer ')) throw new Error('refused');
    return { subject: authorization, roles: [] };
  };
  beforeEach(() => {
    checks = 0;
  });

  it('are checked once', async () => {
    const cache = new TokenCache(verify);
    const ada = bearer('ada');
    for (let n = 0; n < 3; n++) expect(await cache.verify(ada)).toEqual({ subject: ada, roles: [] });
    expect(checks).toBe(1);
  });

  it('are known for a minute at most, and never beyond their end', async () => {
    const cache = new TokenCache(verify);
    const [long, short] = [bearer('ada'), bearer('bob', 10)];
    await Promise.all([cache.verify(long), cache.verify(short)]);
    const now = Date.now();
    expect([cache.peek(long, now + 59_000), cache.peek(short, now + 8_000)]).toEqual([{ subject: long, roles: [] }, { subject: short, roles: [] }]);
    expect([cache.peek(long, now + 60_001), cache.peek(short, now + 10_001), cache.peek(undefined, now)]).toEqual([undefined, undefined, undefined]);
  });

  it('that were refused are not remembered, and there are never more than the cache holds', async () => {
    const cache = new TokenCache(verify, 100);
    for (let n = 0; n < 2; n++) await expect(cache.verify('Basic x')).rejects.toThrow('refused');
    expect(checks).toBe(2);
    for (let n = 0; n < 500; n++) await cache.verify(bearer(`person ${n}`));
    expect((cache as unknown as { known: Map<string, unknown> }).known.size).toBeLessThanOrEqual(100);
    expect(cache.peek(bearer('person 499'), Date.now())).toBeDefined();
  });
});
