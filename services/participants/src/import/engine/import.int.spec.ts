import { testDatabase } from '@flipside/testing';
import { Running } from '../../testing/running.js';

const mapping = {
  source: 'hr', number: { column: 'No' }, name: { column: 'Name' }, unit: { path: [{ column: 'Unit' }], separator: '/' },
  level: { column: 'Level' }, manager: { by: 'number', column: 'Boss' }, topOfTree: { column: 'Boss', values: ['-'] },
  startsOn: { column: 'Start' }, endsOn: { column: 'End' }, zone: { constant: 'Europe/Berlin' },
  status: { column: 'Status', values: { in: 'active', out: 'left' } },
};
const head = 'No,Name,Unit,Level,Boss,Start,End,Status\n';
const small = `${head}3,Cy Low,Finance/Treasury,2,2,2024-01-01,,in\n2,Bo Mid,Finance,5,1,2020-01-01,,in\n1,Al Top,Finance,10,-,2015-01-01,,in\n`;
const many = (count: number, row: (n: number) => string = () => 'in'): string =>
  head + Array.from({ length: count }, (_, n) => {
    const boss = n === 0 ? '-' : Math.floor((n - 1) / 8) + 1;
    return `${n + 1},Person ${n + 1},Silo ${n % 4}/Team ${n % 20},${10 - Math.min(9, Math.floor(Math.log2(n + 1)))},${boss},2020-01-01,,${row(n)}\n`;
  }).join('');

describe('importing a file of HR', () => {
  let running: Running;
  let mappingId: string;
  beforeEach(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
    mappingId = (await running.ask('POST', '/v1/hr-mappings', { name: 'Test', mapping })).body.id;
  });
  afterEach(() => running.close());

  const send = (file: string, asOf: string, options: { coverage?: string; key?: string } = {}) =>
    running.ask('POST', `/v1/hr-imports?mapping=${mappingId}&asOf=${asOf}&coverage=${options.coverage ?? 'full'}`, file, { key: options.key });
  const look = async (id: string) => {
    await running.settled();
    return (await running.ask('GET', `/v1/hr-imports/${id}`)).body;
  };
  const imported = async (file: string, asOf = '2027-01-04', options = {}) => {
    const sent = await send(file, asOf, options);
    expect([sent.status, sent.body]).toEqual([202, { id: expect.any(String) }]);
    return look(sent.body.id);
  };
  const person = async (number: string) => (await running.ask('GET', `/v1/people/lookup?source=hr&number=${number}`)).body;
  const heads = async () => (await running.service.runtime.status()).head;

  it('registers people, units and managers who come after their reports, and says which rows it left out', async () => {
    const bad = `${small}4,Di,Finance,11,1,2024-01-01,,in\n5,Ed,Finance,5,5,2024-01-01,,in\n3,Cy Two,Finance,2,1,2024-01-01,,in\n6,,Finance,2,1,2024-01-01,,in\n`;
    const done = await imported(bad);
    expect(done).toMatchObject({
      state: 'completed', rejected: 4, counts: { rows: 7, registered: 3, changed: 0, missing: 0 }, notices: { 'unknown-country': 3 },
    });
    const first = (await running.ask('GET', `/v1/hr-imports/${done.id}/rejections?limit=2`)).body;
    const rest = (await running.ask('GET', `/v1/hr-imports/${done.id}/rejections?after=${encodeURIComponent(first.next)}`)).body;
    expect([...first.items, ...rest.items].map(({ line, field, code }) => [line, field, code])).toEqual([
      [5, 'level', 'level-out-of-range'], [6, 'manager', 'manager-cycle'], [7, 'number', 'duplicate-key'], [8, 'name', 'name-missing'],
    ]);
    const [cy, bo, al] = await Promise.all(['3', '2', '1'].map(person));
    expect([cy.lineManager, bo.lineManager, al.lineManager]).toEqual([bo.id, al.id, null]);
    const units = (await running.ask('GET', '/v1/units')).body.items;
    expect(units.map(({ path }: { path: string }) => path)).toEqual(['Finance', 'Finance/Treasury']);
    expect((await running.database.pool.query('select count(*)::int as n from import_row')).rows).toEqual([{ n: 0 }]);
  });

  it('fails before any event where a mapped column is missing, and knows the same request again', async () => {
    const before = await heads();
    expect(await send('No,Name\n1,Al\n', '2027-01-04')).toMatchObject({ status: 422, body: { code: 'column-missing' } });
    expect(await send('', '2027-01-04')).toMatchObject({ status: 422, body: { code: 'file-empty' } });
    expect(await send(small, '2027-01-07')).toMatchObject({ status: 422, body: { code: 'as-of-ahead' } });
    expect(await running.ask('POST', `/v1/hr-imports?mapping=${mappingId}&asOf=2027-01-04`, { a: 1 })).toMatchObject({ status: 415 });
    expect(await running.ask('POST', '/v1/hr-mappings', small)).toMatchObject({ status: 415 });
    expect(await heads()).toBe(before);
    const key = 'one-and-the-same';
    const [one, two] = await Promise.all([send(small, '2027-01-04', { key }), send(small, '2027-01-04', { key })]);
    expect([one.status, two.status, two.body]).toEqual([202, 202, one.body]);
    expect((await send(small, '2027-01-04', { key })).body).toEqual(one.body);
    expect(await send(`${small}9,Zo,,1,1,,,in\n`, '2027-01-04', { key })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await look(one.body.id)).toMatchObject({ state: 'completed', counts: { registered: 3 } });
  });

  it('changes nothing the second time nor by an older file, and ends and brings back by newer ones', async () => {
    await imported(small);
    const again = await imported(small);
    expect(again.counts).toMatchObject({ unchanged: 3, registered: 0, changed: 0 });
    const newer = await imported(small, '2027-01-05');
    expect(newer.counts).toMatchObject({ unchanged: 3 });
    // The newer file confirmed what was known, so one in between can't take it back.
    const older = await imported(small.replace('Cy Low,Finance/Treasury,2', 'Cy Low,Finance/Treasury,1'), '2027-01-04');
    expect(older.counts).toMatchObject({ unchanged: 3 });
    expect((await person('3')).level).toBe(2);
  });

  it('holds a file that ends more than 2 of 100 until somebody releases it', async () => {
    await imported(many(60));
    const out = many(60, (n) => (n >= 57 ? 'out' : 'in'));
    const held = await imported(out, '2027-01-05');
    expect(held).toMatchObject({ state: 'held', holdReasons: ['endings'], expected: { known: 60, endings: 3, managerChanges: 0 } });
    expect((await person('60')).state).toBe('employed');
    expect((await running.ask('POST', `/v1/hr-imports/${held.id}/release`)).status).toBe(200);
    expect(await look(held.id)).toMatchObject({ state: 'completed', counts: { left: 3, unchanged: 57 } });
    expect((await person('60')).state).toBe('left');
    expect(await running.ask('POST', `/v1/hr-imports/${held.id}/release`)).toMatchObject({ status: 409, body: { code: 'import-not-held' } });
  });

  it('brings nobody back who was erased, until an employment starts after that', async () => {
    await imported(small);
    const cy = await person('3');
    expect((await running.ask('POST', `/v1/people/${cy.id}/erasure`)).status).toBe(200);
    const again = await imported(small);
    expect(again).toMatchObject({ rejected: 1, counts: { registered: 0, unchanged: 2 } });
    const anew = await imported(small.replace('2024-01-01', '2027-02-01').replace('Cy Low', 'Cy Again'), '2027-01-05');
    expect(anew.rejected).toBe(1); // the start lies ahead, and the row says employed
    running.now = '2027-02-02T08:00:00.000Z';
    const back = await imported(small.replace('2024-01-01', '2027-02-01'), '2027-02-02');
    expect(back).toMatchObject({ rejected: 0, counts: { registered: 1 } });
    const people = (await running.ask('GET', '/v1/people')).body.items;
    expect(people.find(({ id }: { id: string }) => id === cy.id)).toMatchObject({ state: 'erased', name: null });
    expect(people).toHaveLength(4);
  });

  it('goes on where it was after it was stopped at any batch', async () => {
    const sent = await send(many(3_500), '2027-01-04');
    for (let stops = 0; stops < 4; stops++) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await running.service.stop();
      await running.start();
    }
    expect(await look(sent.body.id)).toMatchObject({ state: 'completed', rejected: 0, counts: { rows: 3_500, registered: 3_500 } });
    const { rows } = await running.database.pool.query(
      `select count(*)::int as n, count(distinct stream)::int as streams from event_store.events where type = 'EmploymentChanged'`,
    );
    expect(rows).toEqual([{ n: 3_500, streams: 3_500 }]);
  });

  it('gives each a reporting class of at least five, and ends an employment when its last day is over', async () => {
    await imported(many(80).replace('60,Person 60,Silo 3/Team 19,5,8,2020-01-01,,in', '60,Person 60,Silo 3/Team 19,5,8,2020-01-01,2027-01-10,in'));
    const { rows } = await running.database.pool.query(`select "reportingClass" as name, count(*)::int as n from people_v1 group by 1`);
    for (const { name, n } of rows) expect([name !== null, n >= 5]).toEqual([true, true]);
    await running.service.runtime.fireDue('2027-01-10T22:00:00.000Z');
    await running.settled();
    expect((await person('60')).state).toBe('employed');
    await running.service.runtime.fireDue('2027-01-10T23:00:00.000Z');
    await running.settled();
    expect((await person('60')).state).toBe('left');
  });
});
