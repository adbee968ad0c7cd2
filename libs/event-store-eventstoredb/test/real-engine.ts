import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { EventStoreEngine } from '@flipside/event-sourcing/suite/engine';
import { RUN_TS } from '@flipside/testing/run-ts';
import type { EventStoreDBEventStore } from '../src/index.js';
import { open } from './open.js';

/** A version that is known to give what the adapter needs. */
const IMAGE = 'eventstore/eventstore:24.10.0-jammy';
const HTTP = 2113;

interface RealServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real EventStoreDB: EVENTSTORE_URL, else a container where Docker answers with the image, else the reason why not. */
export async function realServer(): Promise<RealServer | { readonly missing: string }> {
  const url = process.env['EVENTSTORE_URL'];
  if (url) return { url, stop: () => Promise.resolve() };
  if (!process.env['DOCKER_HOST'] && !existsSync('/var/run/docker.sock')) {
    return { missing: 'EVENTSTORE_URL is not set, and there is no Docker engine' };
  }
  try {
    return await inContainer();
  } catch (error) {
    return { missing: `EVENTSTORE_URL is not set, and Docker gives no ${IMAGE}: ${String(error).slice(0, 200)}` };
  }
}

async function inContainer(): Promise<RealServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_CLUSTER_SIZE: '1', EVENTSTORE_RUN_PROJECTIONS: 'None' })
    .withExposedPorts(HTTP)
    .withWaitStrategy(Wait.forHttp('/health/live', HTTP).forStatusCode(204))
    .withStartupTimeout(120_000)
    .start();
  return { url: `esdb://${container.getHost()}:${container.getMappedPort(HTTP)}?tls=false`, stop: async () => void (await container.stop()) };
}

/**
 * The suite's engine on it, under a name of its own: the server may have been used before. Its connections go through a
 * port of our own, where they can be cut; with TLS, the server's certificate has to be good for 127.0.0.1.
 */
export async function realEngine(server: RealServer): Promise<EventStoreEngine> {
  const passage = await passageTo(server.url);
  const config = `suite-${randomUUID()} ${passage.url}`;
  const opened: EventStoreDBEventStore[] = [];
  return {
    densePositions: false,
    process: { module: new URL('./open.ts', import.meta.url).href, config, execArgv: RUN_TS },
    async open() {
      const store = await open(config);
      opened.push(store);
      return store;
    },
    breakConnections: async () => passage.cut(),
    restart: () => passage.away(500), // the server is not ours to stop: it is out of reach for a while
    async startNewEpoch() {
      await opened[0]!.startNewEpoch();
    },
    async stop() {
      await passage.close();
      await server.stop();
    },
  };
}

async function passageTo(url: string) {
  const [, before, host, at = HTTP, rest = ''] = /^(\w+:\/\/(?:[^@/]+@)?)([^:/?,+]+)(?::(\d+))?([/?].*)?$/.exec(url) ?? [];
  if (!host) throw new Error('the suite cuts connections, so it needs one server by its address: esdb://host:2113?tls=false');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(at), host);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.setNoDelay().on('error', () => undefined).on('close', () => other.destroy(void sockets.delete(one))).pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const close = (): Promise<void> => new Promise((resolve) => {
    server.close(() => resolve());
    cut();
  });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${before}127.0.0.1:${port}${rest}`,
    cut,
    close,
    async away(ms: number) {
      await close();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await listen(port);
    },
  };
}
