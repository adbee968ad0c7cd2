import type { ParticipantsSealed } from '@flipside/contracts';
import { peopleTimers } from './people-timers.js';

const changed = (zone: string, effectiveOn: string): ParticipantsSealed =>
  ({
    type: 'EmploymentChanged', stream: 'person-p1', at: '2026-04-06T06:00:00.000Z',
    data: { personId: 'p1', effectiveOn, employment: { zone } },
  }) as unknown as ParticipantsSealed;

describe('when a change of HR is looked at', () => {
  it.each([
    ['Europe/Berlin', '2026-05-04T00:00:00.000Z'],
    ['Asia/Kolkata', '2026-05-04T00:00:00.000Z'],
    ['America/Toronto', '2026-05-04T04:00:00.000Z'],
  ])('in %s it is on its day, there and in UTC', (zone, due) => {
    expect(peopleTimers(changed(zone, '2026-05-04'))).toMatchObject([{ set: `recheck/${due}`, due }]);
  });

  it('is once for all that begins at one moment, whomever it is about', () => {
    const [one, other] = [changed('Europe/Berlin', '2026-05-04'), changed('Asia/Kolkata', '2026-05-04')].map(peopleTimers);
    expect(one).toEqual(other);
  });

  it('is also on the day after an end that it names, and after the last day of somebody who left', () => {
    const ending = changed('Europe/Berlin', '2026-04-06') as { data: { employment: object } };
    ending.data.employment = { zone: 'Europe/Berlin', endsOn: '2026-05-31' };
    expect(peopleTimers(ending as unknown as ParticipantsSealed)).toMatchObject([{ due: '2026-06-01T00:00:00.000Z' }]);
    const left = { ...changed('UTC', '2026-04-06'), type: 'PersonLeft', data: { personId: 'p1', effectiveOn: '2026-04-06' } };
    expect(peopleTimers(left as unknown as ParticipantsSealed)).toMatchObject([{ due: '2026-04-07T00:00:00.000Z' }]);
  });

  it('is never when it holds already', () => {
    expect(peopleTimers(changed('Europe/Berlin', '2026-04-06'))).toEqual([]);
  });
});
