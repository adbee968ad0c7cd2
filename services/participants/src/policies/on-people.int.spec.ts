import { testDatabase } from '@flipside/testing';
import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { enrolmentStream } from '../domain/enrolment/events.js';
import { personStream } from '../domain/person/events.js';
import { Running } from '../testing/running.js';
import { TARGETS, type Targets } from '../targets.js';

const mapping = {
  source: 'hr', number: { column: 'No' }, name: { column: 'Name' }, startsOn: { column: 'Start' },
  status: { column: 'Status', values: { in: 'active', out: 'left' } },
};
const programmeId = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';

describe('what follows from facts of people', () => {
  let running: Running;
  let targets: Targets;
  let mappingId: string;
  beforeEach(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
    targets = running.service.app.get<Targets>(TARGETS);
    mappingId = (await running.ask('POST', '/v1/hr-mappings', { name: 'Test', mapping })).body.id;
    await send(rows((n) => `${n},Person ${n},2020-01-01,in`), '2027-01-04');
  });
  afterEach(() => running.close());

  const rows = (row: (n: number) => string): string => `No,Name,Start,Status\n${Array.from({ length: 60 }, (_, n) => row(n + 1)).join('\n')}\n`;
  const send = async (file: string, asOf: string): Promise<void> => {
    expect((await running.ask('POST', `/v1/hr-imports?mapping=${mappingId}&asOf=${asOf}`, file)).status).toBe(202);
    await running.settled();
  };
  const idOf = async (number: number): Promise<string> => (await running.ask('GET', `/v1/people/lookup?source=hr&number=${number}`)).body.id;
  const context = (commandId: string): CommandContext => ({ commandId, actor: { kind: 'system' }, at: running.now });
  const enrol = async (personId: string): Promise<string> => {
    const whose = { programmeId, personId, role: 'mentor' } as const;
    const eligibility = { programme: 'open', employed: true, type: null, contractorsAdmitted: false } as const;
    await handleCommand(targets.enrolment, enrolmentStream(whose), { type: 'Apply', ...whose, by: personId, eligibility }, context(`apply ${personId}`));
    await running.settled();
    return enrolmentStream(whose).slice('enrolment-'.length);
  };
  const stateOf = async (id: string): Promise<string> =>
    (await running.database.pool.query(`select "state" from enrolments_v1 where "id" = $1`, [id])).rows[0].state;

  it('ends the enrolments of a leaver, and those of nobody else', async () => {
    const [leaver, other] = [await enrol(await idOf(1)), await enrol(await idOf(2))];
    await send('No,Name,Start,Status\n1,Person 1,2020-01-01,out\n', '2027-01-04');
    expect([await stateOf(leaver), await stateOf(other)]).toEqual(['closed', 'applied']);
  });

  it('ends the enrolments of who is erased, whose keys are gone by then', async () => {
    const personId = await idOf(1);
    const enrolment = await enrol(personId);
    expect((await running.ask('POST', `/v1/people/${personId}/erasure`)).status).toBe(200);
    await running.settled();
    expect(await stateOf(enrolment)).toBe('closed');
    expect((await running.ask('GET', `/v1/ops/parked`, undefined, { role: 'operator' })).body.items ?? []).toEqual([]);
  });

  it('hands the numbers of a merged person to the one they became', async () => {
    const [survivorId, absorbedId] = [await idOf(1), await idOf(2)];
    await handleCommand(targets.person, personStream(absorbedId), { type: 'MergeInto', personId: absorbedId, survivorId }, context('merge'));
    await running.settled();
    const survivor = (await running.ask('GET', `/v1/people/${survivorId}`)).body;
    expect(survivor.keys.map(({ number }: { number: string }) => number)).toEqual(['1', '2']);
    await send(rows((n) => `${n},Person ${n},2020-01-01,in`), '2027-01-05');
    const { rows: found } = await running.database.pool.query('select "code" from rejections_v1');
    expect(found).toEqual([{ code: 'person-merged' }]);
  });
});
