import { foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { unitDecider, type UnitCommand, type UnitEvent } from './unit.js';

const at = { unitId: 'u', effectiveOn: '2026-01-05' };
const registration = { ...at, name: 'Treasury', parentId: 'finance', key: { source: 'hr', code: 'T1' } };
const registered: UnitEvent = { type: 'UnitRegistered', data: registration };
const merged: UnitEvent = { type: 'UnitMerged', data: { ...at, intoId: 'v' } };
const closed: UnitEvent = { type: 'UnitClosed', data: at };
const open = given(unitDecider, registered);

describe('a unit', () => {
  it('is registered once, with a name', () => {
    given(unitDecider).when({ type: 'RegisterUnit', ...registration }).then(registered);
    open.when({ type: 'RegisterUnit', ...registration, name: 'Another name in an old file' }).thenNothing();
    given(unitDecider).when({ type: 'RegisterUnit', ...registration, name: ' ' }).thenRefused('unit-without-name');
    given(unitDecider).when({ type: 'RenameUnit', ...at, name: 'X' }).thenRefused('unit-unknown');
  });

  it('stays the same unit under another name or parent', () => {
    open.when({ type: 'RenameUnit', ...at, name: 'Cash' }).then({ type: 'UnitRenamed', data: { ...at, name: 'Cash' } });
    open.when({ type: 'RenameUnit', ...at, name: 'Treasury' }).thenNothing();
    open.when({ type: 'RenameUnit', ...at, name: '' }).thenRefused('unit-without-name');
    const move = { type: 'MoveUnit', ...at, parentId: 'ops', ancestors: ['ops', 'top'] } as const;
    open.when(move).then({ type: 'UnitMoved', data: { ...at, parentId: 'ops' } });
    open.when({ ...move, parentId: 'finance' }).thenNothing();
    open.when({ ...move, parentId: null, ancestors: [] }).thenState({ status: 'open', parentId: null });
  });

  it('never stands above itself', () => {
    open.when({ type: 'MoveUnit', ...at, parentId: 'below', ancestors: ['below', 'u'] }).thenRefused('unit-cycle');
    open.when({ type: 'MergeUnit', ...at, intoId: 'below', ancestors: ['below', 'u'] }).thenRefused('unit-cycle');
    open.when({ type: 'MergeUnit', ...at, intoId: 'u', ancestors: [] }).thenRefused('unit-cycle');
    given(unitDecider).when({ type: 'RegisterUnit', ...registration, parentId: 'u' }).thenRefused('unit-cycle');
  });

  it('ends by a merge or by closing, once', () => {
    const merge = { type: 'MergeUnit', ...at, intoId: 'v', ancestors: ['v'] } as const;
    open.when(merge).then(merged);
    given(unitDecider, registered, merged).when(merge).thenNothing();
    given(unitDecider, registered, merged).when({ ...merge, intoId: 'w' }).thenRefused('unit-merged');
    open.when({ type: 'CloseUnit', ...at }).then(closed);
    given(unitDecider, registered, closed).when({ type: 'CloseUnit', ...at }).thenNothing();
    given(unitDecider, registered, closed).when({ type: 'RenameUnit', ...at, name: 'X' }).thenRefused('unit-closed');
  });

  it('folds from its events, whatever comes', () => {
    const id = fc.constantFrom('u', 'v');
    const command = fc.record({
      type: fc.constantFrom('RegisterUnit', 'RenameUnit', 'MoveUnit', 'MergeUnit', 'CloseUnit'),
      unitId: fc.constant('u'), name: fc.constantFrom('A', 'B', ''), parentId: fc.option(id), intoId: id, key: fc.constant(null),
      ancestors: fc.array(id, { maxLength: 2 }), effectiveOn: fc.constant('2026-01-05'),
    }) as fc.Arbitrary<UnitCommand>;
    foldsFromItsEvents(unitDecider, command);
  });
});
