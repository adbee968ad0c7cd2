import type { DataSource } from 'typeorm';
import { serviceNames, World } from './kit/world.js';

/**
 * Entities say what a row is, migrations make the tables. Names of indexes are left to Postgres (a rebuilt table has others),
 * so indexes are compared by their columns: a migration may add columns that a list is sorted by, and one that is no btree.
 */
describe('entities and migrations say the same', () => {
  let world: World;
  beforeAll(async () => (world = await World.open()));
  afterAll(() => world.close());

  it.each(serviceNames)('%s', async (name) => {
    const { dataSource } = world.service(name).base.database;
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => !/^(CREATE|DROP) INDEX /.test(query))).toEqual([]);
    const [declared, made] = [indexesOfEntities(dataSource), await indexesOfTables(dataSource)];
    expect(declared.filter((one) => !made.some((other) => other.startsWith(one)))).toEqual([]);
    expect(made.filter((one) => !declared.some((other) => one.startsWith(other)))).toEqual([]);
  });

  it('and a column that is missing is found', async () => {
    const { dataSource } = world.service('analytics').base.database;
    await world.database('analytics').pool.query('alter table "releases_v1" drop column "figure"');
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toContainEqual(expect.stringMatching(/ALTER TABLE "releases_v1" ADD "figure"/));
  });
});

/** `table column column `: an index that has more columns behind these starts with it. */
function indexesOfEntities(dataSource: DataSource): readonly string[] {
  return dataSource.entityMetadatas.flatMap(({ tableName, indices }) =>
    indices.map(({ columns }) => `${[tableName, ...columns.map(({ databaseName }) => databaseName)].join(' ')} `));
}

async function indexesOfTables(dataSource: DataSource): Promise<readonly string[]> {
  const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  const rows: { line: string }[] = await dataSource.query(
    `select c.relname || ' ' || string_agg(a.attname || ' ', '' order by k.no) as line
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
       cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, no)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where c.relname = any($1) and not i.indisprimary and m.amname = 'btree' group by c.relname, i.indexrelid`,
    [tables],
  );
  return rows.map(({ line }) => line);
}
