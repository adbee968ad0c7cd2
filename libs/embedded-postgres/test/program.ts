import { startPostgres } from '../src/index.js';

/** A program that owns an embedded server until it is killed: `program.ts DATA_DIR`. */
try {
  const server = await startPostgres({ dataDir: process.argv[2]! });
  process.send?.({ url: server.url('postgres'), server: server.pid });
  setInterval(() => undefined, 1000);
} catch (error) {
  process.send?.({ error: String(error) }, () => process.exit(1));
}
