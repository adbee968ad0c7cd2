import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { awaitNeeds, needsOf } from './needs.js';
import type { ServiceConfig } from '../service-config.js';

describe('what a service waits for at its start', () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const none = async (): Promise<void> => {
    throw refused;
  };
  beforeEach(() => void lines.splice(0));

  it('names what did not answer in time, and the variable to look at', async () => {
    const need = { name: 'database', variable: 'DATABASE_URL', reach: none };
    await expect(awaitNeeds([need], { log, patienceMs: 1 })).rejects.toThrow(/^database has not answered for \d+ s \(ECONNREFUSED\): start it, or correct DATABASE_URL$/);
  });

  it('says that one answers that it had waited for', async () => {
    const reached: string[] = [];
    let tries = 0;
    const reach = async (): Promise<void> => {
      if (tries++ < 2) throw refused;
    };
    await awaitNeeds([{ name: 'keys-database', variable: 'KEYS_DATABASE_URL', reach }], { log, patienceMs: 60_000, reached: (name) => reached.push(name) });
    expect(reached).toEqual(['keys-database']);
    expect(lines).toMatchObject([{ level: 40, dependency: 'keys-database' }, { level: 30, dependency: 'keys-database' }]);
  });

  it('does not wait for what does not pass, and shows nothing of what was configured', async () => {
    const reach = (): Promise<void> => Promise.reject(Object.assign(new Error('password authentication failed for user "secret"'), { code: '28P01' }));
    const waiting = awaitNeeds([{ name: 'database', variable: 'DATABASE_URL', reach }], { log, patienceMs: 60_000 });
    await expect(waiting).rejects.toThrow(/^database refuses \(28P01\): correct DATABASE_URL, or what stands behind it$/);
    expect(lines).toEqual([]);
  });

  it('takes a server that hangs up for one that does not answer yet', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `postgresql://nobody:secret@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
    const needs = needsOf('sessions', { DATABASE_URL: url, KEYS_DATABASE_URL: url } as ServiceConfig);
    await expect(awaitNeeds(needs, { log, patienceMs: 1_500 })).rejects.toThrow(/has not answered/);
    expect(lines.map(({ dependency }) => dependency)).toEqual(expect.arrayContaining(['database', 'keys-database']));
    await new Promise((resolve) => server.close(resolve));
  });
});
