import { EpochChanged } from '@flipside/event-sourcing';
import { TransientFault } from '@flipside/feeds';
import type { CallerService, ServiceTokens } from '../auth/service-token.js';

/**
 * Calls to another service of the deployment, with a service token and a deadline.
 * They throw EpochChanged where a position is of a log that was restored since, a TransientFault for all else.
 */
export interface PeerClient {
  get<T>(service: CallerService, path: string): Promise<T>;
  post<T>(service: CallerService, path: string, body: unknown): Promise<T>;
}

const TIMEOUT_MS = 10_000;

/** @param addressOf where a service listens; looked up at each call, since services may move. */
export function peerClient(tokens: ServiceTokens, addressOf: (service: CallerService) => string | undefined): PeerClient {
  const call = async <T>(service: CallerService, path: string, init: RequestInit): Promise<T> => {
    const address = addressOf(service);
    if (!address) throw new TransientFault(`the address of ${service} is not known`);
    const response = await answerOf(service, `${address}${path}`, init, await tokens.header(service));
    if (!response.ok) throw await refusedBy(service, response);
    return (await response.json()) as T;
  };
  return {
    get: (service, path) => call(service, path, {}),
    post: (service, path, body) =>
      call(service, path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}

/** Only a log that was restored does not come back by itself. */
async function refusedBy(service: string, response: Response): Promise<Error> {
  const problem = (await response.json().catch(() => undefined)) as { code?: string; known?: number; found?: number } | undefined;
  if (problem?.code === 'log-restored') return new EpochChanged(problem.known!, problem.found!);
  return new TransientFault(`${service} answered ${response.status}`);
}

async function answerOf(service: string, url: string, init: RequestInit, authorization: string): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { ...init.headers, authorization }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new TransientFault(`${service} does not answer`, { cause: error });
  }
}
