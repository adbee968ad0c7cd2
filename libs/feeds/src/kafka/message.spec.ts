import type { Contract } from '@flipside/contracts';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { fromMessage, HIDDEN, toMessage, Unreadable } from './message.js';
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

/** What a broker gives back: bytes. */
function travelled(contract: Contract) {
  const { value, headers } = toMessage(contract, 0, hiddenOf(contract));
  const bytes = Object.fromEntries(Object.entries(headers!).map(([name, text]) => [name, Buffer.from(String(text))]));
  return { value: Buffer.from(value as string), headers: bytes };
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
    const { key, headers } = toMessage({ ...contract, type: 'PersonErased', at: '2027-01-04T09:00:00.000Z', stream: 'person-1', traceparent: 't', audience: 'sealed' }, 3, undefined);
    expect(key).toBe('person-1');
    expect(headers).toMatchObject({
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: contract.id, ce_source: '/flipside/participants', ce_subject: 'person-1',
      ce_type: 'flipside.participants.PersonErased.v1', ce_time: '2027-01-04T09:00:00.000Z', traceparent: 't',
      ce_position: `${contract.position.epoch}:${contract.position.n}`,
    });
  });

  it('names no time where only a date is known', () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    expect(toMessage({ ...contract, at: '2027-01-04' }, 0, undefined).headers).not.toHaveProperty('ce_time');
  });

  it('that is none is unreadable, however it is broken', () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    const whole = travelled({ ...contract, audience: 'sealed' });
    const broken = [
      { ...whole, value: Buffer.from('{') }, { ...whole, value: null }, { ...whole, value: Buffer.from('[]') }, { ...whole, headers: {} },
      { ...whole, headers: { ...whole.headers, ce_position: Buffer.from('x') } }, { ...whole, headers: { ...whole.headers, ce_revision: Buffer.from('x') } },
      { ...whole, headers: { ...whole.headers, ce_type: Buffer.from('flipside.matching.PersonErased.v1') } },
    ];
    for (const message of broken) expect(() => fromMessage(message, 'participants', undefined)).toThrow(Unreadable);
    const open = travelled({ ...contract, audience: 'public' });
    const other = createHiding(randomBytes(32)).hide([contract])[0]!;
    for (const hidden of ['', 'x', other, String(open.headers[HIDDEN]).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))]) {
      const message = { ...open, headers: { ...open.headers, [HIDDEN]: Buffer.from(hidden) } };
      expect(() => fromMessage(message, 'participants', hiding)).toThrow(Unreadable);
    }
  });

  it('shows outsiders neither place nor revision nor trace, not even by how long something is', () => {
    const known = ['content-type', 'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_date', 'ce_minor', HIDDEN];
    fc.assert(
      fc.property(contracts, (contract) => {
        const { headers, timestamp } = toMessage({ ...contract, audience: 'public' }, 0, hiding.hide([contract])[0]);
        expect(Object.keys(headers!).filter((name) => !known.includes(name))).toEqual([]);
        expect(headers![HIDDEN]).toHaveLength(257);
        expect(timestamp).toBe(String(Date.parse(contract.at)));
      }),
    );
  });
});
