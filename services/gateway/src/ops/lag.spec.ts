import type { LagReport } from '@flipside/service-kit';
import { withLagAcross } from './lag.js';

const report = (service: string, head: string, ...consumers: [source: string, position: string][]): LagReport => ({
  service, head, inFlight: 0, nextDue: null, parked: 0, unknown: 0, newer: 0, unreadable: 0,
  consumers: consumers.map(([source, position]) => ({ consumer: `${service}.of-${source}`, source, position, lag: null })),
});

describe('lag over all services', () => {
  it.each([
    ['what is left to the head of the other service', '1:3', 7],
    ['all of it before the first batch', '0:0', 10],
    ['nothing at the head', '1:10', 0],
    ['nothing where it is ahead of a head that was asked for earlier', '1:11', 0],
    ['unknown after a restore', '2:1', null],
  ])('is %s', (_, position, lag) => {
    const [, matching] = withLagAcross([report('participants', '1:10'), report('matching', '1:2', ['participants', position])]);
    expect(matching!.consumers[0]!.lag).toBe(lag);
  });

  it('stays unknown where the source does not answer', () => {
    expect(withLagAcross([report('matching', '1:2', ['participants', '1:1'])])[0]!.consumers[0]!.lag).toBeNull();
  });
});
