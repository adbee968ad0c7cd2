import { deriveId } from '@flipside/event-sourcing';
import { noFindings } from '../../chaos/checks/findings.js';
import type { Logs, Stored } from '../../chaos/checks/log.js';
import type { Told } from './told.js';
import { checkTold } from './told-in-log.js';

const token = `x.${Buffer.from(JSON.stringify({ sub: 'ada' })).toString('base64url')}.x`;
const told = (key: string, position: string | undefined, status = 201): Told => ({
  method: 'POST', path: '/v1/programmes?x=1', headers: { authorization: `Bearer ${token}`, 'idempotency-key': key }, body: null,
  answer: { status, body: '{}', etag: undefined, position },
});
const commandOf = (key: string): string => deriveId('ada', 'POST', '/v1/programmes', key);
const event = (n: number, commandId: string, id = String(n)): Stored =>
  ({ id, position: { epoch: 1, n: BigInt(n) }, revision: 0n, stream: `programme-${n}`, type: 'ProgrammeCreated', commandId });

describe('what was told to a client that was killed, in the logs', () => {
  const found = (events: readonly Stored[], ...all: readonly Told[]) => {
    const findings = noFindings();
    checkTold({ participants: events, matching: [], sessions: [], analytics: [] } satisfies Logs, all, findings);
    return [findings.lost.length, findings.twice.length];
  };

  it('is found where its answer said', () => {
    expect(found([event(1, commandOf('a')), event(2, commandOf('b'))], told('a', 'participants:1:1'), told('b', 'participants:1:2'))).toEqual([0, 0]);
    expect(found([], told('a', undefined), told('b', undefined, 409))).toEqual([0, 0]);
  });

  it('is lost where nothing is there, or what somebody else did', () => {
    expect(found([event(1, commandOf('a'))], told('a', 'participants:1:1'), told('b', 'participants:1:2'))).toEqual([1, 0]);
    expect(found([event(1, commandOf('a'))], told('b', 'participants:1:1'))).toEqual([1, 0]);
    expect(found([event(1, commandOf('a'))], told('a', 'sessions:1:1'))).toEqual([1, 0]);
  });

  it('is there twice where an event is', () => {
    expect(found([event(1, commandOf('a')), event(2, commandOf('a'), '1')], told('a', 'participants:1:1'))).toEqual([0, 1]);
  });
});
