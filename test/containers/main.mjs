import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dockerAnswers } from '@flipside/local-kafka/container';

/**
 * `npm run test:containers`: the images and the deployment of docker-compose.yml, then the tests that use an engine once more,
 * with Postgres and Kafka in containers. Where no engine answers it says so and does nothing.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Specs of the embedded server itself, and of programs that bring it along. */
const EMBEDDED = ['/node_modules/', '/dist/', 'libs/embedded-postgres/', 'services/standalone/', 'test/http/', 'test/journeys/', 'test/privacy/', 'test/resilience/'];

function jest(options, env) {
  const { status } = spawnSync('npm', ['run', '-s', 'jest', '--', ...options, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exitCode = 1;
}

if (await dockerAnswers(process.env)) {
  jest(['--testMatch', '**/*.containers.ts'], {});
  jest(['--testMatch', '**/*.int.spec.ts', '--testPathIgnorePatterns', ...EMBEDDED, '--'], { FLIPSIDE_TEST_POSTGRES: 'container' });
} else {
  process.stderr.write('\nSKIPPED, all of test:containers: NO DOCKER ENGINE ANSWERS (at DOCKER_HOST or the usual socket)\n\n');
}
