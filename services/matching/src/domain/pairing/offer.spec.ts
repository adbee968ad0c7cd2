import { given } from '@flipside/testing';
import { pairingDecider } from './decide.js';
import {
  accept, activated, active, day, decline, ids, leaderAccepted, leaderAnswersBy, mentorAccepted, mentorAnswersBy, override,
  pair, propose, proposed,
} from './pairing-samples.js';

const declinedByMentor = { type: 'PairingDeclined' as const, data: { ...ids, side: 'mentor' as const, by: 'mia' } };
const lapsed = (side: 'mentor' | 'mentee', cause: 'silence' | 'no-longer-possible') =>
  ({ type: 'PairingExpired' as const, data: { ...ids, side, cause, about: ['mia', 'leo'] } });

describe('an offer', () => {
  it('is made to the mentor first', () => given(pairingDecider).when(propose).then(proposed));

  it('is made once', () => given(pairingDecider, proposed).when(propose).thenNothing());

  it('is not made against what the head of the log knows', () =>
    given(pairingDecider).when({ ...propose, holds: false }).thenRefused('pair-not-possible'));

  it('is about two people and at least one topic', () => {
    given(pairingDecider).when({ ...propose, menteeId: 'mia' }).thenRefused('same-person');
    given(pairingDecider).when({ ...propose, wanted: [] }).thenRefused('no-topic');
  });
});

describe('the mentor, asked first and alone', () => {
  it('accepts, and the leader is asked with a deadline of the leader’s own', () =>
    given(pairingDecider, proposed).when(accept('mia')).then(mentorAccepted));

  it('declines', () => given(pairingDecider, proposed).when(decline('mia')).then(declinedByMentor));

  it('is the only one for whom the offer exists', () => {
    given(pairingDecider, proposed).when(accept('leo')).thenRefused('pairing-not-found');
    given(pairingDecider, proposed).when(decline('leo')).thenRefused('pairing-not-found');
    given(pairingDecider, proposed, declinedByMentor).when(accept('leo')).thenRefused('pairing-not-found');
    given(pairingDecider, proposed, lapsed('mentor', 'silence')).when(decline('leo')).thenRefused('pairing-not-found');
  });

  it('may take back a yes until the leader has answered', () =>
    given(pairingDecider, proposed, mentorAccepted).when(decline('mia', day(9))).then(declinedByMentor));

  it('accepts once', () => given(pairingDecider, proposed, mentorAccepted).when(accept('mia')).thenNothing());
});

describe('the leader', () => {
  it('accepts after the mentor, and the pairing begins', () =>
    given(pairingDecider, proposed, mentorAccepted).when(accept('leo', day(9))).then(leaderAccepted, activated));

  it('declines', () =>
    given(pairingDecider, proposed, mentorAccepted)
      .when(decline('leo', day(9)))
      .then({ type: 'PairingDeclined', data: { ...ids, side: 'mentee', by: 'leo' } }));

  it('learns of a mentor’s second thought only that it is not available', () =>
    given(pairingDecider, proposed, mentorAccepted, declinedByMentor)
      .when(accept('leo', day(9)))
      .thenRefused('offer-not-available'));

  it('can’t begin with somebody who was erased meanwhile', () => {
    const erased = { ...proposed, data: { ...proposed.data, mentorId: null, wanted: null, fit: null } } as typeof proposed;
    given(pairingDecider, erased, mentorAccepted).when(accept('leo', day(9))).thenRefused('offer-not-available');
  });
});

describe('a stranger', () => {
  it.each([[[]], [[proposed]], [[proposed, mentorAccepted]], [active]])('finds nothing', (history) => {
    given(pairingDecider, ...history).when(accept('eve')).thenRefused('pairing-not-found');
    given(pairingDecider, ...history).when(decline('eve')).thenRefused('pairing-not-found');
  });
});

describe('time to answer', () => {
  it('is over with the deadline, whether or not the timer has fired', () => {
    given(pairingDecider, proposed).when(accept('mia', mentorAnswersBy)).thenRefused('offer-expired');
    given(pairingDecider, proposed).when(decline('mia', day(9))).thenRefused('offer-expired');
    given(pairingDecider, proposed, lapsed('mentor', 'silence')).when(accept('mia', day(9))).thenRefused('offer-expired');
    given(pairingDecider, proposed, mentorAccepted).when(accept('leo', leaderAnswersBy)).thenRefused('offer-expired');
  });

  it('ends by the timer, which says whose silence it was under seal', () => {
    given(pairingDecider, proposed).when({ type: 'expire', at: mentorAnswersBy }).then(lapsed('mentor', 'silence'));
    given(pairingDecider, proposed, mentorAccepted)
      .when({ type: 'expire', at: leaderAnswersBy })
      .then(lapsed('mentee', 'silence'));
  });

  it('is not ended by a timer that comes early, late or twice', () => {
    given(pairingDecider, proposed, mentorAccepted).when({ type: 'expire', at: mentorAnswersBy }).thenNothing();
    given(pairingDecider, ...active).when({ type: 'expire', at: day(60) }).thenNothing();
    given(pairingDecider, proposed, lapsed('mentor', 'silence')).when({ type: 'expire', at: day(60) }).thenNothing();
  });

  it('stands still while the person asked is absent, and is never shortened', () => {
    const later = { type: 'prolong' as const, side: 'mentor' as const, answerBy: day(12), at: day(3) };
    const prolonged = { type: 'OfferProlonged' as const, data: { ...ids, answerBy: day(12) } };
    given(pairingDecider, proposed).when(later).then(prolonged);
    given(pairingDecider, proposed, prolonged).when(accept('mia', day(11))).then(mentorAccepted);
    given(pairingDecider, proposed).when({ ...later, answerBy: day(7) }).thenNothing();
    given(pairingDecider, proposed).when({ ...later, side: 'mentee' }).thenNothing();
    given(pairingDecider, proposed).when({ ...later, at: day(9) }).thenNothing();
  });
});

describe('an offer that has become impossible', () => {
  it('is accepted by nobody, from the moment that is known', () => {
    given(pairingDecider, proposed).when({ ...accept('mia'), holds: false }).thenRefused('offer-not-available');
    given(pairingDecider, proposed).when({ ...decline('mia'), holds: false }).thenRefused('offer-not-available');
  });

  it('reads like one that nobody answered', () => {
    const block = { type: 'pause' as const, cause: 'block' as const, from: day(3), at: day(3) };
    given(pairingDecider, proposed).when(block).then(lapsed('mentor', 'no-longer-possible'));
  });

  it('keeps nothing of its cause where nobody is left whose key would seal it', () =>
    given(pairingDecider, proposed)
      .when({ type: 'pause', cause: 'erasure', from: day(3), at: day(3), about: [] })
      .then({ type: 'PairingExpired', data: { ...ids, side: null, cause: null, about: null } }));
});

describe('an override', () => {
  const overridden = {
    type: 'MatchOverridden' as const,
    data: { ...ids, by: 'ada', reason: override.reason, cost: 12_000, broken: ['language' as const], about: ['mia', 'leo'] },
  };

  it('names a person, a reason and its cost, and asks the mentor first like any other', () =>
    given(pairingDecider)
      .when(override)
      .then(overridden, { ...proposed, data: { ...proposed.data, overridden: true } } as typeof proposed));

  const firm = ['power-distance', 'own-chain', 'chain-unknown', 'private', 'capacity', 'both-ways'] as const;

  it.each(firm)('can’t set %s aside', (constraint) =>
    given(pairingDecider).when({ ...override, broken: ['language', constraint] }).thenRefused('constraint-not-overridable'));

  it('is refused like any proposal when the head of the log forbids it', () =>
    given(pairingDecider).when({ ...override, holds: false }).thenRefused('pair-not-possible'));

  it('is not made without a reason or a cost, nor for oneself', () => {
    given(pairingDecider).when({ ...override, reason: '  ' }).thenRefused('override-without-reason');
    given(pairingDecider).when({ ...override, cost: Number.NaN }).thenRefused('override-without-cost');
    given(pairingDecider).when({ ...override, by: pair.menteeId }).thenRefused('own-pairing');
    given(pairingDecider).when({ ...override, by: pair.mentorId }).thenRefused('own-pairing');
  });
});
