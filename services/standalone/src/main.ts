import { existsSync } from 'node:fs';
import { openDataFolder } from './engine/data-folder.js';
import { onlyInDevelopment } from './engine/only-in-development.js';
import { mustBePort, readOptions } from './engine/read-options.js';
import { startStandalone } from './engine/standalone.js';
import { startFailure } from './engine/start-failure.js';
import { stopOnSignals } from './engine/stop-on-signals.js';
import { allServices } from './services.js';
import { welcome } from './welcome.js';

onlyInDevelopment('npm start');
const values = readOptions('npm start --', {
  demo: { type: 'boolean', default: false, says: 'Opens what the last demo left in .flipside/demo, instead of .flipside/data.' },
  port: { type: 'string', default: '8080', takes: 'N', says: 'Port of the gateway: 8080 unless given, 0 for any free one.' },
}, ({ port }) => mustBePort(port));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const path = values.demo ? '.flipside/demo' : '.flipside/data';
if (values.demo && !existsSync(path)) {
  process.stderr.write(`There is no ${path}: \`npm run demo\` makes it.\n`);
  process.exit(1);
}

const folder = await openDataFolder(path);
say(`Starting Flipside on ${folder.path} …`);
const starting = startStandalone({
  folder,
  services: allServices,
  pace: 'running',
  firstMoment: new Date().toISOString(),
  logLevel: process.env.LOG_LEVEL === undefined ? 'warn' : process.env.LOG_LEVEL,
  host: '127.0.0.1',
  port: Number(values.port),
  news: say,
  onFailure: (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  },
});
// Also while it starts: a Postgres that is just coming up must not be left behind.
stopOnSignals(async () => {
  say('Stopping …');
  await (await starting).stop();
});
const standalone = await starting.catch((error: unknown) => {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
});
say(welcome(standalone.address, standalone.platform.clock.now()));
