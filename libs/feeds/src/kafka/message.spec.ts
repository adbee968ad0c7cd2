import type { Contract } from '@flipside/contracts';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { travelledRecord } from '../../test/patched-record.js';
import { fromMessage, HIDDEN, toMessage, Unreadable, type Received } from './message.js';
import { createHiding } from './whereabouts.js';

const hiding = createHiding(randomBytes(32));

const section = fc.record({ class: fc.constant('profile'), keys: fc.array(fc.uuid()), fields: fc.array(fc.string()), box: fc.base64String() });
const contracts: fc.Arbitrary<Contract> = fc.record(
  {
    id: fc.uuid(), type: fc.constantFrom('PersonErased', 'UnitClosed'), audience: fc.constantFrom('public' as const, 'sealed' as const),
    service: fc.constant('participants' as const), stream: fc.string({ minLength: 1 }), revision: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    position: fc.record({ epoch: fc.integer({ min: 1, max: 9 }), n: fc.bigInt({ min: 1n, max: 10n ** 12n }) }),
    at: fc.constantFrom('2026-01-05T09:00:00.000Z', '2026-01-05'), data: fc.dictionary(fc.string().filter((k) => !/^(__proto__|\$sealed)$/.test(k)), fc.string()),
    sealed: fc.array(section, { minLength: 1 }), correlationId: fc.uuid(), traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
  },
  { requiredKeys: ['id', 'type', 'audience', 'service', 'stream', 'revision', 'position', 'at', 'data'] },
) as fc.Arbitrary<Contract>;

function hiddenOf(contract: Contract): string | undefined {
  return contract.audience === 'public' ? hiding.hide([contract])[0] : undefined;
}

type Texts = Record<string, string>;

/** What another client of Kafka sees of what is sent. */
function headersOf(contract: Contract, hidden = hiddenOf(contract)): Texts {
  const { headers } = travelledRecord({ value: '', headers: toMessage(contract, 0, hidden).headers });
  return Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, String(bytes)]));
}

/** What a broker gives back. */
function travelled(contract: Contract, change: Texts = {}): Received {
  return travelledRecord({ value: toMessage(contract, 0, undefined).value, headers: { ...headersOf(contract), ...change } });
}

describe('a contract as a message', () => {
  it('arrives as it was told, whatever it holds', () => {
    fc.assert(
      fc.property(contracts, (contract) => {
        const { contract: arrived, minor } = fromMessage(travelled(contract), 'participants', contract.audience === 'public' ? hiding : undefined);
        expect(minor).toBe(0);
        expect(arrived).toEqual({ ...contract, data: { ...contract.data } });
      }),
    );
  });

  it('is a CloudEvent 1.0 in binary mode, keyed by its stream', () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    const told: Contract = { ...contract, type: 'PersonErased', at: '2027-01-04T09:00:00.000Z', stream: 'person-1', traceparent: 't', audience: 'sealed' };
    expect(toMessage(told, 3, undefined).key).toBe('person-1');
    expect(headersOf(told)).toMatchObject({
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: contract.id, ce_source: '/flipside/participants', ce_subject: 'person-1',
      ce_type: 'flipside.participants.PersonErased.v1', ce_time: '2027-01-04T09:00:00.000Z', traceparent: 't',
      ce_position: `${contract.position.epoch}:${contract.position.n}`,
    });
  });

  it('names no time where only a date is known', () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    expect(headersOf({ ...contract, at: '2027-01-04' })).not.toHaveProperty('ce_time');
  });

  it('that is none is unreadable, however it is broken', () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    const sealed: Contract = { ...contract, audience: 'sealed' };
    const whole = travelled(sealed);
    const broken: readonly Received[] = [
      { ...whole, value: Buffer.from('{') }, { ...whole, value: null }, { ...whole, value: Buffer.from('[]') },
      ...['', '00', 'ff', '02', '0201', '0403616263'].map((hex) => ({ ...whole, headerBytes: Buffer.from(hex, 'hex') })), travelledRecord({ value: '{}', headers: {} }),
      ...Object.entries({ ce_position: 'x', ce_revision: 'x', ce_type: 'flipside.matching.PersonErased.v1' }).map(([name, text]) => travelled(sealed, { [name]: text })),
    ];
    for (const message of broken) expect(() => fromMessage(message, 'participants', undefined)).toThrow(Unreadable);
    const open: Contract = { ...contract, audience: 'public' };
    const other = createHiding(randomBytes(32)).hide([contract])[0]!;
    for (const hidden of ['', 'x', other, headersOf(open)[HIDDEN]!.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))]) {
      expect(() => fromMessage(travelled(open, { [HIDDEN]: hidden }), 'participants', hiding)).toThrow(Unreadable);
    }
  });

  it('shows outsiders neither place nor revision nor trace, not even by how long something is', () => {
    const known = ['content-type', 'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_date', 'ce_minor', HIDDEN];
    fc.assert(
      fc.property(contracts, (contract) => {
        const open: Contract = { ...contract, audience: 'public' };
        const headers = headersOf(open);
        expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([]);
        expect(headers[HIDDEN]).toHaveLength(240);
        expect(toMessage(open, 0, '').timestamp).toBe(String(Date.parse(contract.at)));
      }),
    );
  });
});
