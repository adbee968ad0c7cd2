import { testDatabase } from '@flipside/testing';
import { Running } from '../testing/running.js';

const employment = {
  unitId: null, title: null, level: 3, managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: true, site: null,
  country: 'DE', zone: 'UTC', legalEntity: null, type: 'employee', status: 'active', workingDays: null, fte: null, startsOn: '2020-01-01',
  endsOn: null, exitReason: null,
};
const statement = (number: string, more: object = {}, of: object = {}) => ({
  source: 'hr', asOf: '2027-01-04', effectiveOn: '2027-01-04', reason: 'unknown', identity: { name: `Person ${number}`, email: null },
  employment: { ...employment, ...of }, legalEntity: null, number, ...more,
});
const mapping = {
  source: 'hr', number: { column: 'No' }, name: { column: 'Name' }, level: { column: 'Level' }, startsOn: { column: 'Start' },
  endsOn: { column: 'End' }, status: { column: 'Status', values: { in: 'active', out: 'left' } }, absence: { from: { column: 'From' }, to: { column: 'To' } },
  manager: { by: 'number', column: 'Boss' }, zone: { constant: 'UTC' },
};

describe('what HR says of single people', () => {
  let running: Running;
  let mappingId: string;
  beforeEach(async () => {
    running = await Running.open(await testDatabase(), await testDatabase());
    mappingId = (await running.ask('POST', '/v1/hr-mappings', { name: 'Test', mapping })).body.id;
  });
  afterEach(() => running.close());

  const state = async (body: object) => {
    const answer = await running.ask('POST', '/v1/people', body);
    await running.settled();
    return answer;
  };
  const lookup = async (number: string) => running.ask('GET', `/v1/people/lookup?source=hr&number=${number}`);
  const erase = async (id: string): Promise<void> => {
    expect((await running.ask('POST', `/v1/people/${id}/erasure`)).status).toBe(200);
    await running.settled();
  };
  const send = async (asOf: string, ...rows: string[]) => {
    const file = `No,Name,Level,Start,End,Status,From,To,Boss\n${rows.join('\n')}\n`;
    const sent = await running.ask('POST', `/v1/hr-imports?mapping=${mappingId}&asOf=${asOf}`, file);
    await running.settled();
    // So few people are always more than the share that holds a file.
    await running.ask('POST', `/v1/hr-imports/${sent.body.id}/release`);
    await running.settled();
    return (await running.ask('GET', `/v1/hr-imports/${sent.body.id}`)).body;
  };

  it('registers and changes by number, and knows a repeat', async () => {
    const made = await state(statement('7'));
    expect(made.status).toBe(201);
    const again = await state(statement('7', { asOf: '2027-01-04' }, { level: 4 }));
    expect([again.status, again.body.id]).toEqual([200, made.body.id]);
    expect((await lookup('7')).body).toMatchObject({ id: made.body.id, level: 4, name: 'Person 7' });
    expect(await state(statement('8', {}, { status: 'left', endsOn: '2026-12-31' }))).toMatchObject({ status: 404, body: { code: 'person-unknown' } });
    expect((await lookup('8')).status).toBe(404);
  });

  it('takes an erased number for a new person from a later start on, as often as it is erased', async () => {
    const first = (await state(statement('7'))).body.id;
    await erase(first);
    expect(await state(statement('7', {}, { level: 5 }))).toMatchObject({ status: 409, body: { code: 'erased-number' } });
    expect((await lookup('7')).body).toMatchObject({ id: first, state: 'erased', name: null, keys: [] });
    const ids = [first];
    for (const day of ['2027-01-11', '2027-01-18']) {
      running.now = `${day}T08:00:00.000Z`;
      const anew = await state(statement('7', { asOf: day, effectiveOn: day }, { startsOn: day }));
      expect(anew.status).toBe(201);
      ids.push(anew.body.id);
      expect((await lookup('7')).body).toMatchObject({ id: anew.body.id, state: 'employed', name: 'Person 7' });
      const file = await send(day, `7,Person Seven,3,${day},,in,,,`, `9,Reports To Seven,2,2020-01-01,,in,,,7`);
      expect(file).toMatchObject({ state: 'completed', rejected: 0 });
      expect((await lookup('9')).body.lineManager).toBe(anew.body.id);
      await erase(anew.body.id);
    }
    expect(new Set(ids).size).toBe(3);
  });

  it('finds who manages by a number of a later generation, also where the file has no row of them', async () => {
    await erase((await state(statement('7'))).body.id);
    running.now = '2027-01-11T08:00:00.000Z';
    const anew = (await state(statement('7', { asOf: '2027-01-11', effectiveOn: '2027-01-11' }, { startsOn: '2027-01-11' }))).body.id;
    await send('2027-01-11', '9,Reports To Seven,2,2020-01-01,,in,,,7');
    expect((await lookup('9')).body.lineManager).toBe(anew);
  });

  it('lets no older statement undo a newer one, whether that changed anything or not', async () => {
    const { id } = (await state(statement('7', { asOf: '2027-01-04' }, { level: 3 }))).body;
    running.now = '2027-02-01T08:00:00.000Z';
    // Nothing new in it, and yet it says what holds on that day.
    await state(statement('7', { asOf: '2027-01-20', effectiveOn: '2027-01-04' }, { level: 3 }));
    await send('2027-01-10', '7,Older Name,1,2020-01-01,,in,,,');
    await state(statement('7', { asOf: '2027-01-19', effectiveOn: '2027-01-19' }, { level: 1 }));
    expect((await lookup('7')).body).toMatchObject({ id, level: 3, name: 'Person 7' });
    // A file that changes nothing confirms as well.
    await send('2027-01-25', '7,Person 7,3,2020-01-01,,in,,,');
    await state(statement('7', { asOf: '2027-01-24', effectiveOn: '2027-01-24' }, { level: 1 }));
    expect((await lookup('7')).body.level).toBe(3);
  });

  it('lets no older file bring back who left, end who stays, or move an absence', async () => {
    running.now = '2027-02-01T08:00:00.000Z';
    await send('2027-01-20', '1,Leaver,3,2020-01-01,2027-01-15,out,,,', '2,Stayer,3,2020-01-01,,in,2027-01-18,2027-01-29,');
    expect((await lookup('1')).status).toBe(404);
    await send('2027-01-04', '1,Leaver,3,2020-01-01,,in,,,');
    await send('2027-01-21', '1,Leaver,3,2020-01-01,2027-01-15,out,,,');
    expect((await lookup('1')).body.state).toBe('left');
    await send('2027-01-14', '1,Leaver,3,2020-01-01,,in,,,', '2,Stayer Before,2,2020-01-01,2027-01-10,out,,,');
    await send('2027-01-15', '2,Stayer,3,2020-01-01,,in,2027-01-18,,');
    expect((await lookup('1')).body.state).toBe('left');
    expect((await lookup('2')).body).toMatchObject({ state: 'employed', name: 'Stayer', level: 3 });
    const { rows } = await running.database.pool.query(`select "absences" from people_v1 where "name" = 'Stayer'`);
    expect(Object.values(rows[0].absences)).toMatchObject([{ from: '2027-01-18', to: '2027-01-29' }]);
  });

  it('takes nobody and who leads them for one human, however far up: one would read what was said about the other', async () => {
    const chief = (await state(statement('1'))).body.id as string;
    const under = (line: string) => ({ topOfTree: false, managers: { ...employment.managers, line } });
    const head = (await state(statement('2', {}, under(chief)))).body.id as string;
    const junior = (await state(statement('3', {}, under(head)))).body.id as string;
    const twin = (await state(statement('4', {}, under(chief)))).body.id as string;
    const merge = (survivor: string, absorbedId: string) => running.ask('POST', `/v1/people/${survivor}/merge`, { absorbedId });
    for (const [survivor, absorbed] of [[chief, junior], [junior, chief], [head, junior]] as const) {
      expect(await merge(survivor, absorbed)).toMatchObject({ status: 409, body: { code: 'merge-within-line' } });
    }
    expect((await merge(head, twin)).status).toBe(200);
    await running.settled();
    expect((await merge(head, twin)).status).toBe(200); // the same again
  });

  it('erases all ids of one human together, whichever is named, and whatever is under way', async () => {
    const [a, b, c] = (await Promise.all(['1', '2', '3'].map((number) => state(statement(number))))).map(({ body }) => body.id as string) as [string, string, string];
    const merge = (survivor: string, absorbedId: string) => running.ask('POST', `/v1/people/${survivor}/merge`, { absorbedId });
    expect(await merge(a, a)).toMatchObject({ status: 422, body: { code: 'merge-with-self' } });
    expect((await merge(a, b)).status).toBe(200);
    expect((await merge(a, b)).status).toBe(200);
    expect(await merge(b, a)).toMatchObject({ status: 404, body: { code: 'survivor-unknown' } });
    await running.settled();
    expect((await lookup('2')).body).toMatchObject({ id: a, keys: [{ number: '1' }, { number: '2' }] });
    expect((await running.ask('GET', `/v1/people/${b}`)).body).toMatchObject({ state: 'merged', survivorId: a, name: null });
    expect((await merge(c, a)).status).toBe(200);
    await running.settled();
    expect((await lookup('2')).body).toMatchObject({ id: c, keys: [{ number: '3' }, { number: '1' }, { number: '2' }] });
    await erase(b);
    for (const id of [a, b, c]) expect((await running.ask('GET', `/v1/people/${id}`)).body).toMatchObject({ state: 'erased', name: null, keys: [] });
    const { rows } = await running.keys.pool.query('select count(*)::int as n from data_key where subject = any($1)', [[a, b, c]]);
    expect(rows).toEqual([{ n: 0 }]);
    expect((await running.ask('GET', '/v1/ops/parked', undefined, { role: 'operator' })).body.items ?? []).toEqual([]);
  });

  it('closes no circle through an absorbed id', async () => {
    const idOf = async (number: string, line: string | null = null) =>
      (await state(statement(number, {}, { topOfTree: line === null, managers: { line, dottedLine: [], appraiser: null, unresolved: [] } }))).body.id as string;
    const [boss, twin] = [await idOf('1'), await idOf('2')];
    const report = await idOf('3', twin);
    expect((await running.ask('POST', `/v1/people/${boss}/merge`, { absorbedId: twin })).status).toBe(200);
    await running.settled();
    const circle = { topOfTree: false, managers: { line: report, dottedLine: [], appraiser: null, unresolved: [] } };
    expect(await state(statement('1', {}, circle))).toMatchObject({ status: 422, body: { code: 'manager-cycle' } });
  });

  it('takes no row of a file that closes a circle through an absorbed id', async () => {
    const idOf = async (number: string, line: string | null = null) =>
      (await state(statement(number, {}, { topOfTree: line === null, managers: { line, dottedLine: [], appraiser: null, unresolved: [] } }))).body.id as string;
    const [boss, twin, between] = [await idOf('1'), await idOf('2'), await idOf('4')];
    await idOf('3', twin);
    for (const [survivor, absorbedId] of [[between, twin], [boss, between]] as const) {
      expect((await running.ask('POST', `/v1/people/${survivor}/merge`, { absorbedId })).status).toBe(200);
      await running.settled();
    }
    expect(await send('2027-01-05', '1,Boss,3,2020-01-01,,in,,,3', '5,Somebody,2,2020-01-01,,in,,,3')).toMatchObject({ state: 'completed', rejected: 1 });
    const { rows } = await running.database.pool.query('select "field", "code" from rejections_v1');
    expect(rows).toEqual([{ field: 'manager', code: 'manager-cycle' }]);
    expect((await lookup('1')).body.lineManager).toBeNull();
  });

  it('merges two at once into each other only one way round', async () => {
    const [a, b] = (await Promise.all(['1', '2'].map((number) => state(statement(number))))).map(({ body }) => body.id as string) as [string, string];
    const answers = await Promise.all([[a, b], [b, a]].map(([survivor, absorbedId]) => running.ask('POST', `/v1/people/${survivor}/merge`, { absorbedId })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('erases the absorbed id too where the survivor was erased before it learned of the merge', async () => {
    const [a, b] = (await Promise.all(['1', '2'].map((number) => state(statement(number))))).map(({ body }) => body.id as string) as [string, string];
    await Promise.all([running.ask('POST', `/v1/people/${a}/merge`, { absorbedId: b }), running.ask('POST', `/v1/people/${a}/erasure`)]);
    await running.settled();
    const states = await Promise.all([a, b].map(async (id) => (await running.ask('GET', `/v1/people/${id}`)).body.state));
    expect([['erased', 'erased'], ['erased', 'employed']]).toContainEqual(states);
  });

  it('keeps a trait under the key of its consent, for the person alone, and destroys it with the consent', async () => {
    const { id } = (await state(statement('1'))).body;
    const self = { role: 'participant', personId: id } as const;
    const path = `/v1/people/${id}/consents`;
    const given = await running.ask('POST', path, { trait: 'age-band', value: 'zorvane-50' }, self);
    expect(given.status).toBe(201);
    expect((await running.ask('GET', path, undefined, self)).body.items).toEqual([{ id: given.body.id, trait: 'age-band', value: 'zorvane-50' }]);
    expect((await running.ask('GET', path)).status).toBe(403);
    expect((await running.ask('POST', path, { trait: 'shoe-size', value: '43' }, self)).status).toBe(422);
    const { rows: keys } = await running.keys.pool.query(`select scope from data_key where subject = $1 and class = 'trait'`, [id]);
    expect(keys).toEqual([{ scope: given.body.id }]);
    expect((await running.ask('POST', `${path}/${given.body.id}/withdraw`, undefined, self)).status).toBe(200);
    await running.settled();
    expect((await running.ask('GET', path, undefined, self)).body.items).toEqual([]);
    const { rows: left } = await running.keys.pool.query(`select scope from data_key where subject = $1 and class = 'trait'`, [id]);
    expect(left).toEqual([]);
    const other = (await state(statement('2'))).body.id;
    expect((await running.ask('GET', path, undefined, { role: 'participant', personId: other })).status).toBe(404);
  });
});
