import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import pg from 'pg';
import type { KafkaSettings } from '../src/kafka/client.js';
import { runRelay } from '../src/kafka/relay.js';
import { createHiding } from '../src/kafka/whereabouts.js';
import { Leases } from '../src/lease.js';

/** A relay that says before its first send that it stands still, and goes on at a word. Argument: settings and database as JSON. */
const { settings, url } = JSON.parse(process.argv[2]!) as { settings: KafkaSettings; url: string };
const store = await createPostgresEventStore({ url, service: 'participants' });
let waited = false;
await runRelay(
  {
    settings,
    store,
    hiding: createHiding(randomBytes(32)),
    toContract: (event) => [{ type: event.type, audience: 'sealed', data: event.data }],
    db: new pg.Pool({ connectionString: url, max: 2 }),
    // This process sleeps beyond what its lease is worth, and has no chance to notice before it sends.
    leases: new Leases({ url, service: 'sleeper', ttlMs: 1_500 }),
    warn: (facts) => process.send!(facts),
    at: async (point) => {
      if (waited || point !== 'before-send') return;
      waited = true;
      process.send!({ point });
      await once(process, 'message');
    },
  },
  new AbortController().signal,
);
