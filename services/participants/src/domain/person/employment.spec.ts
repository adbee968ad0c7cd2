import { given } from '@flipside/testing';
import { personDecider } from './decide.js';
import type { PersonEvent } from './events.js';
import { ada, bob, employed, registeredBy, stated } from './person.samples.js';

const changed = (command: ReturnType<typeof stated>): PersonEvent => registeredBy(command)[1];
const left = (effectiveOn: string, reason: 'voluntary' | 'unknown' = 'unknown', asOf?: string): PersonEvent => ({
  type: 'PersonLeft',
  data: { personId: ada, effectiveOn, reason, origin: asOf ? { source: 'hr', asOf, digest: 'gone' } : null },
});
const unregistered = given(personDecider);
const registered = given(personDecider, ...registeredBy());
const hasLeft = given(personDecider, ...registeredBy(), left('2026-02-28'));

describe('what HR states of an employment', () => {
  it('registers whom it did not know', () => unregistered.when(stated()).then(...registeredBy()));

  it('registers nobody by their leaving', () =>
    unregistered.when(stated({ employment: { status: 'left', endsOn: '2025-12-31' } })).thenNothing());

  it('changes nothing when it says the same again, in the same or a later file', () => {
    registered.when(stated()).thenNothing();
    registered.when(stated({ asOf: '2026-02-02', digest: 'd2' })).thenNothing();
  });

  it('changes what it says anew', () => {
    const promoted = stated({ asOf: '2026-02-02', digest: 'd2', employment: { level: 4 }, reason: 'promotion' });
    registered.when(promoted).then(changed(promoted));
    const renamed = stated({ asOf: '2026-02-02', digest: 'd2', identity: { name: 'Ada Quill-Berg', email: null } });
    registered.when(renamed).then(changed(renamed));
  });

  it('never lets an older file override a newer fact, nor one that a complete file confirmed', () => {
    registered.when(stated({ asOf: '2026-01-04', digest: 'd0', employment: { level: 2 } })).thenNothing();
    const late = stated({ asOf: '2026-01-20', digest: 'd2', employment: { level: 2 }, confirmedAsOf: '2026-02-02' });
    registered.when(late).thenNothing();
  });

  it('knows a row of the same day that a corrected one has replaced', () => {
    const corrected = stated({ digest: 'd2', employment: { level: 4 } });
    given(personDecider, ...registeredBy(), changed(corrected)).when(stated()).thenNothing();
  });

  it('keeps a change that lies ahead beside what holds today', () => {
    const ahead = stated({ digest: 'd2', effectiveOn: '2026-06-01', employment: { title: 'Lead' } });
    registered.when(ahead).thenState({
      facts: [
        { effectiveOn: '2026-01-05', employment: employed },
        { effectiveOn: '2026-06-01', employment: { ...employed, title: 'Lead' } },
      ],
    } as never);
    given(personDecider, ...registeredBy(), changed(ahead)).when(stated({ asOf: '2026-03-02', digest: 'd3' })).thenNothing();
  });
});

describe('the end of an employment', () => {
  const announced = stated({ employment: { status: 'notice', endsOn: '2026-02-28', exitReason: 'voluntary' } });
  const onNotice = given(personDecider, ...registeredBy(announced));
  const end = (on: string) => ({ type: 'EndEmployment', personId: ada, on }) as const;

  it('comes when the last day is over, not before and not twice', () => {
    onNotice.when(end('2026-02-28')).thenNothing();
    onNotice.when(end('2026-03-01')).then(left('2026-02-28', 'voluntary'));
    hasLeft.when(end('2026-03-01')).thenNothing();
  });

  it('does not come where HR thought better of it', () => {
    const staying = stated({ asOf: '2026-02-02', digest: 'd2' });
    given(personDecider, ...registeredBy(announced), changed(staying)).when(end('2026-03-01')).thenNothing();
  });

  it('comes from HR with the last day and the reason', () => {
    const gone = { status: 'left', endsOn: '2026-02-28', exitReason: 'voluntary' } as const;
    const leaving = stated({ asOf: '2026-03-02', digest: 'gone', employment: gone });
    registered.when(leaving).then(left('2026-02-28', 'voluntary', '2026-03-02'));
    hasLeft.when(leaving).thenNothing();
  });

  it('is followed by a rehire when HR states so for a later day', () => {
    const back = stated({ asOf: '2026-09-07', digest: 'd5', employment: { startsOn: '2026-09-01' }, reason: 'rehire' });
    hasLeft.when(back).then({ type: 'PersonRehired', data: { personId: ada, effectiveOn: '2026-09-01' } }, changed(back));
  });

  it('is not undone by a statement for an earlier day that comes late', () =>
    hasLeft.when(stated({ asOf: '2026-02-02', digest: 'd2' })).thenNothing());
});

describe('what contradicts itself', () => {
  const dates = (employment: Partial<typeof employed>) => unregistered.when(stated({ employment }));

  it('is refused with its reason', () => {
    dates({ endsOn: '2020-01-01' }).thenRefused('end-before-start');
    dates({ endsOn: '2025-12-31' }).thenRefused('employed-after-end');
    dates({ status: 'left', endsOn: '2026-12-31' }).thenRefused('left-before-end');
    dates({ startsOn: '2026-02-01' }).thenRefused('employed-before-start');
    dates({ status: 'future-start', startsOn: '2026-01-05' }).thenRefused('started-already');
  });

  it('is not seen where the day from which it holds makes it right', () => {
    const ahead = stated({ effectiveOn: '2026-02-01', employment: { startsOn: '2026-02-01' } });
    unregistered.when(ahead).thenState({ status: 'employed' });
  });

  it('refuses a circle of managers, and a manager of the top', () => {
    unregistered.when(stated({ personId: bob })).thenRefused('manager-cycle');
    unregistered.when(stated({ above: [bob, ada] })).thenRefused('manager-cycle');
    unregistered.when(stated({ employment: { topOfTree: true } })).thenRefused('top-of-tree-has-manager');
  });

  it('refuses a level out of range and a day that is none', () => {
    dates({ level: 11 }).thenRefused('employment-invalid');
    dates({ level: 0 }).thenRefused('employment-invalid');
    dates({ startsOn: '2026-02-30' }).thenRefused('employment-invalid');
  });

  it('lets through what is unknown', () => {
    const managers = { line: null, dottedLine: [], appraiser: null, unresolved: ['line' as const] };
    dates({ level: null, managers, startsOn: null }).thenState({ status: 'employed' });
  });
});
