import { consumerTables, leaseTables, onceTables } from '@flipside/feeds';
import { kafkaTables } from '@flipside/feeds/kafka/tables';
import { inTransaction, readModelTables } from '@flipside/read-models';
import { Pool, types } from 'pg';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { TimerRow, timerTables } from './runtime/timers.js';

export type EntityClass = (new () => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

/** A service's own database: a pool for all hot paths, and TypeORM for entities and migrations. */
export interface Database {
  readonly pool: Pool;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** Advisory lock under which a database is migrated, so that replicas starting together take turns. */
const MIGRATION_LOCK = 7_270_001;

/** Connects, and brings the tables up to date. Timestamps stay texts where a row is read as JSON. */
export async function openDatabase(
  url: string,
  schema: { readonly entities: readonly EntityClass[]; readonly migrations: readonly MigrationClass[] },
  poolSize = 12,
): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: poolSize, types });
  pool.on('error', () => undefined); // an idle connection broke: the next query opens another
  pool.on('connect', (client) => client.on('error', () => undefined)); // one in use broke: its query says so
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    entities: [TimerRow, ...schema.entities],
    migrations: [...schema.migrations],
    migrationsTableName: 'schema_migration',
  });
  await dataSource.initialize();
  await inTransaction(pool, async (db) => {
    await db.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await db.query(consumerTables + leaseTables + onceTables + kafkaTables + readModelTables + timerTables);
    await dataSource.runMigrations({ transaction: 'each' });
  });
  return {
    pool,
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await pool.end();
    },
  };
}
