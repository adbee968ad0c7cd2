import { pauseCauses, type PauseCause } from '@flipside/contracts';
import { given } from '@flipside/testing';
import { pairingDecider } from './decide.js';
import { about, accept, active, day, decline, ended, pair, paused, proposed } from './pairing-samples.js';

const pause = (cause: PauseCause, at = day(30)) => ({ type: 'pause' as const, cause, from: at, at });
const lift = (cause: PauseCause, holds = true) => ({ type: 'lift' as const, cause, holds, at: day(40) });
const review = { type: 'review' as const, at: day(37) };
const checked = { at: day(31), holds: true };
const resumed = { type: 'PairingResumed' as const, data: { ...pair, from: day(40) } };
const resting = ['programme', 'absence', 'enrolmentPaused'] as const;
const closing = pauseCauses.filter((cause) => !(resting as readonly string[]).includes(cause));

describe('a pause', () => {
  it.each(pauseCauses)('by %s carries its moment, and its cause under seal', (cause) =>
    given(pairingDecider, ...active).when(pause(cause)).then(paused(cause)));

  it('has the same plain fields whatever its cause', () => {
    const state = active.reduce(pairingDecider.evolve, pairingDecider.initial);
    const shapes = pauseCauses.map((cause) => {
      const [event] = pairingDecider.decide(pause(cause), state);
      return JSON.stringify({ ...event!.data, causes: null });
    });
    expect(new Set(shapes).size).toBe(1);
  });

  it('carries the moment it took effect, not the one it was noticed', () =>
    given(pairingDecider, ...active)
      .when({ ...pause('powerDistance'), from: day(25) })
      .then(paused('powerDistance', day(25))));

  it('is not ordered ahead of its moment', () =>
    given(pairingDecider, ...active).when({ ...pause('powerDistance'), from: day(31) }).thenRefused('pause-ahead'));

  it('is one pause for all to see, however many causes it has', () => {
    const added = { type: 'PauseCauseAdded' as const, data: { ...pair, cause: 'block' as const, about } };
    given(pairingDecider, ...active, paused('absence')).when(pause('block')).then(added);
    given(pairingDecider, ...active, paused('absence'), added).when(pause('block')).thenNothing();
    given(pairingDecider, ...active, paused('block')).when(pause('block')).thenNothing();
  });

  it('seals its cause under the keys that are left, and keeps none where none is', () => {
    given(pairingDecider, ...active)
      .when({ ...pause('erasure'), about: ['leo'] })
      .then({ type: 'PairingPaused', data: { ...pair, from: day(30), causes: ['erasure'], about: ['leo'] } });
    given(pairingDecider, ...active)
      .when({ ...pause('erasure'), about: [] })
      .then({ type: 'PairingPaused', data: { ...pair, from: day(30), causes: null, about: null } });
  });

  it('changes nothing of what is over, and needs a pairing', () => {
    given(pairingDecider, ...active, paused('block'), ended('block')).when(pause('leaver')).thenNothing();
    given(pairingDecider).when(pause('leaver')).thenRefused('pairing-not-found');
  });
});

describe('what is found again in order', () => {
  it.each([...resting, 'powerDistance', 'eligibility', 'leaver', 'windowOver'] as const)('%s lets the pairing go on', (cause) =>
    given(pairingDecider, ...active, paused(cause)).when(lift(cause)).then(resumed));

  it.each(['withdrawal', 'block', 'erasure', 'enrolmentWithdrawn', 'closedByAdmin'] as const)('%s is not taken back', (cause) =>
    given(pairingDecider, ...active, paused(cause)).when(lift(cause)).thenRefused('pause-is-final'));

  it('does not, while another cause holds it', () => {
    const added = { type: 'PauseCauseAdded' as const, data: { ...pair, cause: 'withdrawal' as const, about } };
    const lifted = { type: 'PauseCauseLifted' as const, data: { ...pair, cause: 'absence' as const, about } };
    given(pairingDecider, ...active, paused('absence'), added).when(lift('absence')).then(lifted);
    given(pairingDecider, ...active, paused('absence'), added, lifted).when(review).then(ended('withdrawal'));
    given(pairingDecider, ...active, paused('absence')).when(lift('absence', false)).thenNothing();
  });

  it('is no matter of a pairing that was not held by it', () =>
    given(pairingDecider, ...active, paused('absence')).when(lift('eligibility')).thenNothing());
});

const byAda = (closing: boolean) => ({ type: 'pauseByAdmin' as const, by: 'ada', closing, at: day(30) });

describe('a named person', () => {
  it('rests a pairing, or closes it at the review', () => {
    given(pairingDecider, ...active).when(byAda(false)).then(paused('programme'));
    given(pairingDecider, ...active).when(byAda(true)).then(paused('closedByAdmin'));
  });

  it('resumes what the programme rested, and nothing else', () => {
    const resume = { type: 'resumeByAdmin' as const, by: 'ada', at: day(40), holds: true };
    given(pairingDecider, ...active, paused('programme')).when(resume).then(resumed);
    given(pairingDecider, ...active).when(resume).thenNothing();
    given(pairingDecider, ...active, paused('withdrawal')).when(resume).thenRefused('pairing-paused');
    given(pairingDecider, ...active, paused('programme')).when({ ...resume, holds: false }).thenRefused('pairing-paused');
  });

  it('never acts over their own pairing', () => {
    for (const by of ['mia', 'leo']) {
      given(pairingDecider, ...active).when({ type: 'pauseByAdmin', by, closing: true, at: day(30) }).thenRefused('own-pairing');
      given(pairingDecider, ...active, paused('programme'))
        .when({ type: 'resumeByAdmin', by, ...checked })
        .thenRefused('own-pairing');
      given(pairingDecider, ...active).when({ type: 'extend', by, endsOn: '2026-09-30', ...checked }).thenRefused('own-pairing');
    }
  });

  it('finds no offer to act upon', () =>
    given(pairingDecider, proposed).when(byAda(true)).thenRefused('pairing-not-found'));
});

describe('the weekly review', () => {
  it.each(closing)('ends what was paused for %s', (cause) =>
    given(pairingDecider, ...active, paused(cause)).when(review).then(ended(cause)));

  it.each(resting)('leaves what only rests for %s', (cause) =>
    given(pairingDecider, ...active, paused(cause)).when(review).thenNothing());

  it('ends nothing twice and nothing that goes on', () => {
    given(pairingDecider, ...active).when(review).thenNothing();
    given(pairingDecider, ...active, paused('block'), ended('block')).when(review).thenNothing();
    given(pairingDecider, ...active, paused('block', day(38))).when(review).thenNothing();
  });

  it('ends a pairing whose cause is unreadable by now', () =>
    given(pairingDecider, ...active, { type: 'PairingPaused', data: { ...pair, from: day(30), causes: null, about: null } })
      .when({ ...review, about: ['leo'] })
      .then({ type: 'PairingEnded', data: { ...pair, causes: null, about: null } }));
});

describe('more time', () => {
  const extend = { type: 'extend' as const, endsOn: '2026-09-30', ...checked };
  const extended = { type: 'PairingExtended' as const, data: { ...pair, endsOn: '2026-09-30' } };

  it('is given to a pairing that goes on', () => {
    given(pairingDecider, ...active).when(extend).then(extended);
    given(pairingDecider, ...active).when({ ...extend, by: 'ada' }).then(extended);
    given(pairingDecider, ...active, extended).when(extend).thenNothing();
  });

  it('ends the pause of a pairing that had run out, and no other', () => {
    const goesOn = { type: 'PairingResumed' as const, data: { ...pair, from: day(31) } };
    given(pairingDecider, ...active, paused('windowOver')).when(extend).then(extended, goesOn);
    given(pairingDecider, ...active, paused('withdrawal')).when(extend).thenRefused('pairing-paused');
    given(pairingDecider, ...active).when({ ...extend, holds: false }).thenRefused('pairing-paused');
  });

  it('is never less', () =>
    given(pairingDecider, ...active).when({ ...extend, endsOn: '2026-06-30' }).thenRefused('end-not-later'));
});

describe('another partner', () => {
  const ask = (by: string) => ({ type: 'requestRematch' as const, by, at: day(40) });
  const asked = { type: 'RematchRequested' as const, data: { ...pair, side: 'mentee' as const, by: 'leo' } };

  it('may be asked for by each side once, when the pairing was closed', () => {
    given(pairingDecider, ...active, paused('withdrawal')).when(ask('leo')).then(asked);
    given(pairingDecider, ...active, paused('withdrawal'), ended('withdrawal')).when(ask('leo')).then(asked);
    given(pairingDecider, ...active, paused('withdrawal'), asked, ended('withdrawal')).when(ask('leo')).thenNothing();
    given(pairingDecider, ...active, paused('block'), ended('block'), asked).when(ask('leo')).thenNothing();
  });

  it('is no matter for others, nor for a pairing that goes on', () => {
    given(pairingDecider, ...active, paused('withdrawal')).when(ask('ada')).thenRefused('pairing-not-found');
    given(pairingDecider, ...active).when(ask('leo')).thenRefused('pairing-not-closed');
    given(pairingDecider, proposed).when(ask('mia')).thenRefused('pairing-not-found');
  });
});

describe('a completed pairing', () => {
  const closingHeld = { type: 'ClosingHeld' as const, data: { ...pair, heldOn: '2026-07-20' } };
  const completed = { type: 'PairingCompleted' as const, data: pair };
  const complete = { type: 'complete' as const, ...checked };
  const hold = { type: 'holdClosing' as const, heldOn: '2026-07-20', ...checked };

  it('had its closing conversation', () => {
    given(pairingDecider, ...active).when(complete).thenRefused('closing-not-held');
    given(pairingDecider, ...active).when(hold).then(closingHeld);
    given(pairingDecider, ...active, closingHeld).when(hold).thenNothing();
    given(pairingDecider, ...active, closingHeld).when(complete).then(completed);
    given(pairingDecider, ...active, closingHeld, completed).when(complete).thenNothing();
    given(pairingDecider, ...active, closingHeld, completed).when(hold).thenNothing();
  });

  it('was not paused', () => {
    given(pairingDecider, ...active, closingHeld, paused('absence')).when(complete).thenRefused('pairing-paused');
    given(pairingDecider, ...active, closingHeld).when({ ...complete, holds: false }).thenRefused('pairing-paused');
    given(pairingDecider, ...active, paused('absence')).when(hold).thenRefused('pairing-paused');
  });

  it('is never changed again', () => {
    const over = [...active, closingHeld, completed];
    given(pairingDecider, ...over).when({ type: 'extend', endsOn: '2026-12-31', ...checked }).thenRefused('pairing-closed');
    given(pairingDecider, ...over).when(byAda(false)).thenRefused('pairing-closed');
    given(pairingDecider, ...over).when(pause('leaver')).thenNothing();
    given(pairingDecider, ...over).when(accept('mia')).thenNothing();
    given(pairingDecider, ...over).when(decline('mia')).thenRefused('pairing-already-active');
    given(pairingDecider, ...over).when({ type: 'requestRematch', by: 'mia', at: day(60) }).thenRefused('pairing-not-closed');
  });
});
