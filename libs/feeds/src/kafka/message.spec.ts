import type { Contract } from '@flipside/contracts';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { arrivedOf, changed } from '../../test/client-records.js';
import { MessageWriter, valueOf } from './message-writer.js';
import { fromMessage, HIDDEN, Unreadable } from './message.js';
import { RecordWriter } from './record-writer.js';
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

/** What a broker gives back of contracts that were told together. */
function travelled(...told: readonly Contract[]): Promise<readonly KafkaMessage[]> {
  const records = new RecordWriter();
  const writer = new MessageWriter(records, 'participants');
  const hidden = hiding.hide(told);
  records.beginPortion();
  told.forEach((contract, i) => writer.write(contract, valueOf(contract), contract.audience === 'public' ? hidden[i] : undefined));
  return arrivedOf(records.endPortion());
}

async function headersOf(contract: Contract): Promise<Record<string, string>> {
  const [{ headers }] = (await travelled(contract)) as [KafkaMessage];
  return Object.fromEntries(Object.entries(headers!).map(([name, value]) => [name, String(value)]));
}

describe('a contract as a message', () => {
  it('arrives as it was told, whatever it and others beside it hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(contracts, { minLength: 1, maxLength: 5 }), async (told) => {
        const messages = await travelled(...told);
        expect(messages).toHaveLength(told.length);
        for (const [i, contract] of told.entries()) {
          const { contract: arrived, minor } = fromMessage(messages[i]!, 'participants', contract.audience === 'public' ? hiding : undefined);
          expect(minor).toBe(0);
          expect(arrived).toEqual({ ...contract, data: { ...contract.data } });
          expect(messages[i]).toMatchObject({ offset: String(i), timestamp: String(Date.parse(contract.at)) });
        }
      }),
    );
  });

  it('is a CloudEvent 1.0 in binary mode, keyed by its stream', async () => {
    const [given] = fc.sample(contracts, 1) as [Contract];
    const contract: Contract = { ...given, type: 'PersonErased', at: '2027-01-04T09:00:00.000Z', stream: 'person-1', traceparent: 't', audience: 'sealed' };
    const [{ key }] = (await travelled(contract)) as [KafkaMessage];
    expect(String(key)).toBe('person-1');
    expect(await headersOf(contract)).toMatchObject({
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: contract.id, ce_source: '/flipside/participants', ce_subject: 'person-1',
      ce_type: 'flipside.participants.PersonErased.v1', ce_time: '2027-01-04T09:00:00.000Z', traceparent: 't',
      ce_position: `${contract.position.epoch}:${contract.position.n}`,
    });
  });

  it('names no time where only a date is known', async () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    expect(await headersOf({ ...contract, at: '2027-01-04' })).not.toHaveProperty('ce_time');
  });

  it('that is none is unreadable, however it is broken', async () => {
    const [contract] = fc.sample(contracts, 1) as [Contract];
    const [whole] = (await travelled({ ...contract, audience: 'sealed' })) as [KafkaMessage];
    const broken = [
      { value: '{' }, { value: null }, { value: '[]' }, { headers: {} }, { headers: { ...whole.headers, ce_position: 'x' } },
      { headers: { ...whole.headers, ce_revision: 'x' } }, { headers: { ...whole.headers, ce_type: 'flipside.matching.PersonErased.v1' } },
    ];
    for (const change of broken) {
      const message = await changed(whole, change);
      expect(() => fromMessage(message, 'participants', undefined)).toThrow(Unreadable);
    }
    const [open] = (await travelled({ ...contract, audience: 'public' })) as [KafkaMessage];
    const other = createHiding(randomBytes(32)).hide([contract])[0]!;
    for (const hidden of ['', 'x', other, String(open.headers![HIDDEN]).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))]) {
      const message = await changed(open, { headers: { ...open.headers, [HIDDEN]: hidden } });
      expect(() => fromMessage(message, 'participants', hiding)).toThrow(Unreadable);
    }
  });

  it('shows outsiders neither place nor revision nor trace, not even by how long something is', async () => {
    const known = ['content-type', 'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_date', 'ce_minor', HIDDEN];
    await fc.assert(
      fc.asyncProperty(contracts, async (contract) => {
        const headers = await headersOf({ ...contract, audience: 'public' });
        expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([]);
        expect(headers[HIDDEN]).toHaveLength(257);
      }),
    );
  });
});
