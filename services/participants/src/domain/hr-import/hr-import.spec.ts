import { foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import type { HrImportCommand } from './commands.js';
import { hrImportDecider } from './decide.js';
import type { HrImportEvent } from './events.js';

const importId = 'i';
const about = { importId, source: 'hr', asOf: '2026-01-05', coverage: 'full', fileDigest: 'f', mappingDigest: 'm' } as const;
const start = { type: 'StartImport', ...about, at: '2026-01-05T08:00:00Z' } as const;
const started: HrImportEvent = { type: 'HrImportStarted', data: about };
const running = given(hrImportDecider, started);
const held: HrImportEvent = {
  type: 'HrImportHeld', data: { importId, reasons: ['endings'], known: 1_000, endings: 50, managerChanges: 0 },
};
const released: HrImportEvent = { type: 'HrImportReleased', data: { importId } };
const counts = { rows: 10, registered: 4, changed: 2, left: 1, rehired: 0, unchanged: 1, missing: 3 };
const complete = { type: 'CompleteImport', importId, counts, notices: { 'unknown-level': 2 } } as const;
const row = (line: number) => ({ line, field: 'level', code: 'level-out-of-range' });
const rejected = (line: number, stage: 'reading' | 'linking' | 'applying' = 'reading'): HrImportEvent => ({
  type: 'RowRejected', data: { importId, stage, ...row(line) },
});

describe('an import', () => {
  it('states its day, which is not ahead', () => {
    given(hrImportDecider).when(start).then(started);
    given(hrImportDecider).when({ ...start, asOf: '2026-01-06' }).thenState({ status: 'running' });
    given(hrImportDecider).when({ ...start, asOf: '2026-01-07' }).thenRefused('as-of-ahead');
    running.when(start).thenNothing();
    given(hrImportDecider).when(complete).thenRefused('import-unknown');
  });

  it('keeps every rejected row once, also when it is resumed from an earlier line', () => {
    const rows = [row(4), row(3), row(4)];
    running.when({ type: 'RejectRows', importId, stage: 'reading', rows }).then(rejected(3), rejected(4));
    const resumed = given(hrImportDecider, started, rejected(3), rejected(4));
    resumed.when({ type: 'RejectRows', importId, stage: 'reading', rows: [row(3), row(4), row(9)] }).then(rejected(9));
    resumed.when({ type: 'RejectRows', importId, stage: 'linking', rows: [row(2)] }).then(rejected(2, 'linking'));
    const linked = given(hrImportDecider, started, rejected(2, 'linking'));
    linked.when({ type: 'RejectRows', importId, stage: 'reading', rows: [row(9)] }).thenNothing();
  });

  it('is held when it would end over 2 % of employments or change over 5 % of managers', () => {
    const weigh = { type: 'WeighChanges', importId, known: 1_000, endings: 20, managerChanges: 50 } as const;
    running.when(weigh).thenNothing();
    running.when({ ...weigh, endings: 21 }).thenState({ status: 'held' });
    running.when({ ...weigh, endings: 50, managerChanges: 0 }).then(held);
    running.when({ ...weigh, managerChanges: 51 }).thenState({ status: 'held' });
    running.when({ ...weigh, known: 0, endings: 0, managerChanges: 0 }).thenNothing();
  });

  it('goes on after a hold only when it was released, and is not held again', () => {
    const waits = given(hrImportDecider, started, held);
    waits.when(complete).thenRefused('import-held');
    waits.when({ type: 'RejectRows', importId, stage: 'applying', rows: [row(3)] }).thenRefused('import-held');
    waits.when({ type: 'ReleaseImport', importId }).then(released);
    const goesOn = given(hrImportDecider, started, held, released);
    goesOn.when({ type: 'ReleaseImport', importId }).thenNothing();
    goesOn.when({ type: 'WeighChanges', importId, known: 10, endings: 10, managerChanges: 0 }).thenNothing();
    goesOn.when(complete).thenState({ status: 'completed' });
    running.when({ type: 'ReleaseImport', importId }).thenRefused('import-not-held');
  });

  it('is completed once, and says who is missing only of a complete file', () => {
    const withRejected = given(hrImportDecider, started, rejected(3));
    withRejected.when(complete).then({
      type: 'HrImportCompleted', data: { importId, ...counts, rejected: 1, notices: { 'unknown-level': 2 } },
    });
    const partial: HrImportEvent = { type: 'HrImportStarted', data: { ...about, coverage: 'partial' } };
    given(hrImportDecider, partial).when(complete).then({
      type: 'HrImportCompleted', data: { importId, ...counts, missing: null, rejected: 0, notices: { 'unknown-level': 2 } },
    });
    const completed: HrImportEvent = { type: 'HrImportCompleted', data: { importId, ...counts, rejected: 0, notices: {} } };
    const done = given(hrImportDecider, started, completed);
    done.when(complete).thenNothing();
    done.when({ type: 'RejectRows', importId, stage: 'applying', rows: [row(3)] }).thenRefused('import-completed');
  });

  it('folds from its events, whatever comes', () => {
    const n = fc.nat(100);
    const command = fc.oneof(
      fc.constant(start),
      fc.record({ type: fc.constant('RejectRows'), importId: fc.constant(importId),
        stage: fc.constantFrom('reading', 'linking', 'applying'), rows: fc.array(fc.nat(9).map(row)) }),
      fc.record({ type: fc.constant('WeighChanges'), importId: fc.constant(importId), known: n, endings: n, managerChanges: n }),
      fc.constant({ type: 'ReleaseImport', importId }),
      fc.constant(complete),
    ) as fc.Arbitrary<HrImportCommand>;
    foldsFromItsEvents(hrImportDecider, command);
  });
});
