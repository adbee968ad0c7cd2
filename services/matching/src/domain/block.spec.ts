import fc from 'fast-check';
import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import { blockDecider, blockSchemas, type BlockCommand, type BlockEvent, type BlockOrigin } from './block.js';

const pairId = 'digest';
const people = ['leo', 'mia'] as const;
const ofOffice = (origin: BlockOrigin) => (origin === 'participant' ? {} : { programmeId: 'own' });
const block = (by: string, origin: BlockOrigin, blockId = by): BlockCommand => ({
  type: 'block', pairId, blockId, people: ['mia', 'leo'], by, origin, reason: 'We have a history.', ...ofOffice(origin),
});
const unblock = (by: string, asCustodian = false): BlockCommand => ({ type: 'unblock', pairId, by, ...(asCustodian && { programmeId: 'own' }) });
const blocked = (by: string, origin: BlockOrigin, blockId = by): BlockEvent => ({
  type: 'PairBlocked', data: { pairId, blockId, people, reason: 'We have a history.', by, origin, ...ofOffice(origin) },
});
const unblocked = (by: string, blockId: string): BlockEvent => ({ type: 'PairUnblocked', data: { pairId, blockId, by } });

describe('a block', () => {
  it('is set by a participant, as a conflict, or by the custodian', () => {
    given(blockDecider).when(block('mia', 'participant')).then(blocked('mia', 'participant'));
    given(blockDecider).when(block('leo', 'conflict')).then(blocked('leo', 'conflict'));
    given(blockDecider).when(block('cus', 'custodian')).then(blocked('cus', 'custodian'));
  });

  it('is set once by the same person', () =>
    given(blockDecider, blocked('mia', 'participant')).when(block('mia', 'participant', 'again')).thenNothing());

  it('may be set by both without either knowing', () =>
    given(blockDecider, blocked('leo', 'participant'))
      .when(block('mia', 'participant'))
      .then(blocked('mia', 'participant')));

  it('is about two, one of them oneself unless one is the custodian', () => {
    const alone = { ...block('mia', 'participant'), people: ['mia', 'mia'] } as BlockCommand;
    given(blockDecider).when(alone).thenRefused('block-self');
    given(blockDecider).when(block('eve', 'participant')).thenRefused('block-not-own');
    given(blockDecider).when(block('mia', 'custodian')).thenRefused('own-pairing');
  });

  it('stands until the last of several is lifted', () => {
    const both = [blocked('mia', 'participant'), blocked('cus', 'custodian')];
    given(blockDecider, ...both).when(unblock('mia')).then(unblocked('mia', 'mia'));
    given(blockDecider, ...both).when(unblock('mia')).thenState({ status: 'blocked' });
    given(blockDecider, ...both, unblocked('mia', 'mia')).when(unblock('dep', true)).then(unblocked('dep', 'cus'));
    given(blockDecider, ...both, unblocked('mia', 'mia')).when(unblock('dep', true)).thenState({ status: 'lifted' });
  });

  it('may be set again', () =>
    given(blockDecider, blocked('mia', 'participant'), unblocked('mia', 'mia'))
      .when(block('mia', 'participant', 'again'))
      .then(blocked('mia', 'participant', 'again')));

  it('of another is not confirmed to exist', () => {
    given(blockDecider).when(unblock('leo')).thenRefused('block-not-found');
    given(blockDecider, blocked('mia', 'participant')).when(unblock('leo')).thenRefused('block-not-found');
    given(blockDecider, blocked('mia', 'participant')).when(unblock('cus', true)).thenRefused('block-not-found');
  });

  it('of the office is lifted by that of its own programme alone', () => {
    const foreign = { ...unblock('eve'), programmeId: 'other' } as BlockCommand;
    given(blockDecider, blocked('cus', 'custodian')).when(foreign).thenRefused('block-not-found');
    given(blockDecider, blocked('leo', 'conflict')).when(foreign).thenRefused('block-not-found');
    const { type, data: { programmeId: _unknown, ...older } } = blocked('cus', 'custodian') as Extract<BlockEvent, { type: 'PairBlocked' }>;
    given(blockDecider, { type, data: older }).when(foreign).then(unblocked('eve', 'cus'));
  });

  it('whose author was erased can be lifted by the office', () => {
    const { type, data } = blocked('cus', 'custodian');
    const authorless = { type, data: { ...data, by: null, origin: null, programmeId: null } } as BlockEvent;
    given(blockDecider, authorless).when(unblock('dep', true)).then(unblocked('dep', 'cus'));
  });

  it('folds from its events, also after an erasure', () => {
    const by = fc.constantFrom('mia', 'leo', 'cus', 'dep');
    const origin = fc.constantFrom<BlockOrigin>('participant', 'conflict', 'custodian');
    const command = fc.oneof(
      fc.record({ by, origin, id: fc.uuid() }).map((x) => block(x.by, x.origin, x.id)),
      fc.record({ by, asCustodian: fc.boolean() }).map((x) => unblock(x.by, x.asCustodian)),
    );
    foldsFromItsEvents(blockDecider, command);
    foldsAfterErasure(blockDecider, blockSchemas, command);
  });
});
