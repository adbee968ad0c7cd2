import type { ServiceName } from '@flipside/contracts';
import { serviceTokens } from './auth/service-token.js';
import { tokenVerifier } from './auth/verify-token.js';
import type { Engines } from './engines.js';
import { systemClock, type Clock } from './clock.js';
import { clockOf } from './dev/clock-of.js';
import type { RunningService } from './running-service.js';
import { createLogger } from './logger.js';
import { httpFeed } from './peers/http-feed.js';
import { kafkaNews } from './peers/news.js';
import { peerClient } from './peers/peer-client.js';
import { restored } from './restored/restored.js';
import { awaitNeeds, needsOf } from './start/needs.js';
import { WaitingRoom } from './start/waiting-room.js';
import { openTracing } from './telemetry/open-tracing.js';
import { kafkaOf, peersOf, readServiceConfig, type ServiceConfig } from './service-config.js';

export type CreateService = (config: ServiceConfig, engines: Engines) => Promise<RunningService>;

/** Engines of a process that runs one service: the configured issuer, other services over HTTP. */
export function processEngines(name: ServiceName, config: ServiceConfig, clock: Clock = systemClock): Engines {
  const tokens = serviceTokens(name, config.SERVICE_SECRET);
  const addresses = peersOf(config);
  const peers = peerClient(tokens, (service) => addresses.get(service));
  const kafka = kafkaOf(name, config);
  return {
    clock,
    log: createLogger(name, config.LOG_LEVEL),
    tracing: openTracing(name, config),
    verifyToken: tokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE, keys: new URL(config.OIDC_JWKS_URL) }),
    serviceTokens: tokens,
    peers,
    contracts: (service, audience) => httpFeed(peers, service, audience),
    ...(kafka && { news: kafkaNews(kafka) }),
  };
}

const STOP_WITHIN_MS = 15_000;

/** The whole program of one service: configuration, start, and a stop in order at SIGTERM or SIGINT. */
export async function runService(name: ServiceName, create: CreateService): Promise<void> {
  const config = readServiceConfig(process.env);
  const [command, ...args] = process.argv.slice(2);
  if (command) return runCommand(name, config, command, args);
  const room = await begin(name, config);
  const engines = processEngines(name, config, await clockOf(config));
  const service = await create(config, engines);
  const fail = (error: unknown): void => {
    engines.log.fatal({ error: error instanceof Error ? error.message : 'unknown' }, 'a consumer ended for good');
    process.exitCode = 1;
    stop();
    setTimeout(() => process.exit(), STOP_WITHIN_MS).unref(); // what ended for good may not let itself be stopped
  };
  const stop = once(() => void service.stop().then(() => engines.tracing?.close()).then(() => {
    engines.log.info('stopped');
    process.exit(); // all of ours is closed; what a client library may have left open holds nobody up
  }));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const address = await service.start(config.HOST, config.PORT, fail, () => room.close());
  engines.log.info({ address }, 'ready');
}

/** What an operator runs in place of the service, in its image and with its configuration. */
async function runCommand(name: ServiceName, config: ServiceConfig, command: string, args: readonly string[]): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    if (command !== 'restored') throw new Error(`there is no command ${command}: restored`);
    await restored(name, config, args, say);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

/** Waits for what the service needs, and says so to who asks meanwhile. */
async function begin(name: ServiceName, config: ServiceConfig): Promise<WaitingRoom> {
  const needs = needsOf(name, config);
  const room = new WaitingRoom(needs.map((need) => need.name));
  await room.open({ host: config.HOST, port: config.PORT });
  const log = createLogger(name, config.LOG_LEVEL);
  try {
    await awaitNeeds(needs, { log, patienceMs: config.START_PATIENCE * 1_000, reached: (need) => room.reached(need) });
  } catch (error) {
    log.fatal({ error: (error as Error).message }, 'it can not begin');
    process.exit(1); // whoever runs it tries again, or an operator mends what the line names
  }
  return room;
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
