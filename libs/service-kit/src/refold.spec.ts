import { refoldTimer } from './refold.js';

const erased = (personId: string, at: string) => ({ type: 'PersonErased', stream: `person-${personId}`, at });

describe('read models after an erasure', () => {
  it('are folded anew in the night, once for all who were erased on a day', () => {
    const [one] = refoldTimer(erased('ada', '2027-03-02T10:17:00.000Z'));
    const [other] = refoldTimer(erased('bob', '2027-03-02T23:59:59.999Z'));
    expect(one).toMatchObject({ set: 'refold/2027-03-02', due: '2027-03-03T00:00:00.000Z', command: { type: 'refold' } });
    expect(other).toMatchObject({ set: 'refold/2027-03-02', due: '2027-03-03T00:00:00.000Z' });
    expect(refoldTimer(erased('cy', '2027-03-03T00:00:00.000Z'))).toMatchObject([{ set: 'refold/2027-03-03' }]);
  });

  it('are left alone by anything else', () => expect(refoldTimer({ ...erased('ada', '2027-03-02T10:17:00.000Z'), type: 'PersonLeft' })).toEqual([]));
});
