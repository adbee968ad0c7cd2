import { parseArgs } from 'node:util';
import { openDataFolder } from './engine/data-folder.js';
import { onlyInDevelopment } from './engine/only-in-development.js';
import { startStandalone } from './engine/standalone.js';
import { stopOnSignals } from './engine/stop-on-signals.js';
import { allServices } from './services.js';
import { welcome } from './welcome.js';

onlyInDevelopment('npm start');
const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false }, port: { type: 'string', default: '8080' } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await openDataFolder(values.demo ? '.flipside/demo' : '.flipside/data');
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
const standalone = await starting;
say(welcome(standalone.address, standalone.platform.clock.now()));
