import { idsOf, newEvents, newStream } from '@flipside/event-sourcing/suite/engine';
import { testDatabase } from '@flipside/testing';
import { startSimulator } from '../../../test/eventstoredb-simulator/simulator.js';
import { openEventStore } from './event-store.js';
import { readServiceConfig } from './service-config.js';

describe('which event store a service has', () => {
  const rest = {
    KEYS_DATABASE_URL: 'postgres://localhost/keys', MASTER_KEY: Buffer.alloc(32, 1).toString('base64'), SERVICE_SECRET: 'secret',
    OIDC_ISSUER: 'issuer', OIDC_JWKS_URL: 'http://localhost/keys',
  };

  it('is its own database, unless the address of an EventStoreDB is configured', async () => {
    const [database, simulator] = await Promise.all([testDatabase(), startSimulator()]);
    const env = { ...rest, DATABASE_URL: database.url };
    const onPostgres = await openEventStore(readServiceConfig(env), 'sessions');
    const onEventStoreDB = await openEventStore(readServiceConfig({ ...env, EVENTSTORE_URL: simulator.url }), 'sessions');
    const [stream, first, second] = [newStream(), newEvents(1), newEvents(2)];
    await onPostgres.append(stream, first, 'none');
    await onEventStoreDB.append(stream, second, 'none');
    expect(idsOf(await onPostgres.readStream(stream))).toEqual(idsOf(first));
    expect(idsOf(await onEventStoreDB.readStream(stream))).toEqual(idsOf(second));
    expect((await database.pool.query('select count(*)::int as n from event_store.events')).rows).toEqual([{ n: 1 }]);
    await Promise.all([onPostgres.close(), onEventStoreDB.close()]);
    await Promise.all([database.drop(), simulator.stop()]);
  });

  it('is checked with the rest of the configuration, and not shown', () => {
    const wrong = { ...rest, DATABASE_URL: 'postgres://localhost/x', EVENTSTORE_URL: 'esdb://admin:hidden@host?tlsVerifyCert=false' };
    const refusal = (): unknown => readServiceConfig(wrong);
    expect(refusal).toThrow(/EVENTSTORE_URL has an option .*: tlsVerifyCert/);
    expect(refusal).not.toThrow(/hidden/);
  });
});
