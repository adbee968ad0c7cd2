import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createService as participants } from '@flipside/participants';
import { openDataFolder } from './data-folder.js';
import { startPlatform, type Platform, type PlatformOptions } from './platform.js';

describe('all services in one process', () => {
  let path: string;
  let platform: Platform;
  let options: PlatformOptions;

  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'flipside-platform-'));
    options = {
      folder: await openDataFolder(path),
      services: new Map([['participants', participants]]),
      pace: 'frozen',
      firstMoment: '2027-01-04T08:00:00.000Z',
      logLevel: 'error',
      onFailure: (error) => { throw error; },
      news: () => undefined,
    };
    platform = await startPlatform(options);
  });
  afterAll(async () => {
    await platform.stop();
    await rm(path, { recursive: true });
  });

  const adminId = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';

  async function ask(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
    const token = await platform.issuer.issue({ subject: adminId, personId: adminId, roles: ['programme-admin'] });
    const response = await fetch(platform.addresses.get('participants') + url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as { id: string; name: string } };
  }

  it('takes a command, shows its effect to a query that waits for it, and keeps both over a restart', async () => {
    const key = { 'idempotency-key': 'create-programme-1' };
    const made = await ask('POST', '/v1/programmes', { name: 'Learn from below' }, key);
    expect(made.status).toBe(201);
    const position = made.headers.get('flipside-position')!;
    const seen = await ask('GET', `/v1/programmes/${made.body.id}`, undefined, { 'flipside-min-position': position });
    expect(seen).toMatchObject({ status: 200, body: { name: 'Learn from below', state: 'draft', adminId } });
    expect(seen.headers.get('etag')).toBe('"0"');

    expect((await ask('POST', '/v1/programmes', { name: 'Learn from below' }, key)).body.id).toBe(made.body.id);
    expect(await ask('POST', '/v1/programmes', { name: 'Another' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await ask('POST', `/v1/programmes/${made.body.id}/open`, {}, { 'idempotency-key': 'open-too-early' })).toMatchObject({ status: 409 });

    await platform.stop();
    platform = await startPlatform(options);
    expect((await ask('GET', `/v1/programmes/${made.body.id}`)).body.name).toBe('Learn from below');
  });
});
