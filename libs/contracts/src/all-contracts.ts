import { analyticsPublic } from './analytics.v1.js';
import type { Audience, ContractDefinition, ServiceName } from './contract.js';
import { matchingPublic, matchingSealed } from './matching.v1.js';
import { participantsPublic, participantsSealed } from './participants.v1.js';
import { sessionsPublic, sessionsSealed } from './sessions.v1.js';

export type Definitions = Readonly<Record<string, ContractDefinition>>;

/** Every contract by who tells it and to whom. */
export const allContracts: Readonly<Record<ServiceName, Readonly<Record<Audience, Definitions>>>> = {
  participants: { public: participantsPublic, sealed: participantsSealed },
  matching: { public: matchingPublic, sealed: matchingSealed },
  sessions: { public: sessionsPublic, sealed: sessionsSealed },
  analytics: { public: analyticsPublic, sealed: {} },
};
