import { employed } from '@flipside/participants/domain/person/person.samples';
import { objective } from '@flipside/participants/domain/programme/programme.samples';
import type { Role } from '@flipside/service-kit';
import type { Random } from '@flipside/standalone/sample/random';
import { NOW } from './kit/deployment.js';
import type { Prepared, PreparedPair } from './prepare.js';

/** What a client wants, and what has to be in the log of it. */
export interface Wish {
  readonly kind: keyof typeof leaves;
  readonly role: Role;
  readonly subject: string;
  readonly path: string;
  readonly key: string;
  readonly body: object;
}

/** The service that takes a wish, the event that it leaves there, once, and whether a policy follows it. */
export const leaves = {
  outcome: { service: 'participants', type: 'OutcomeObserved' },
  programme: { service: 'participants', type: 'ProgrammeCreated' },
  person: { service: 'participants', type: 'PersonRegistered' },
  pause: { service: 'matching', type: 'PairingPaused' },
  resume: { service: 'matching', type: 'PairingResumed' },
  warning: { service: 'sessions', type: 'WarningRaised' },
} as const;

/** Endless; a pair is paused and resumed in turn. Told `at rest`, it gives the wish after which the pair is not paused. */
export function* wishesOf(prepared: Prepared, pair: PreparedPair, name: string, random: Random): Generator<Wish, never, 'at rest' | undefined> {
  let paused = false;
  for (let n = 0, resting = false; ; n++) {
    const key = `${name}-${String(n).padStart(6, '0')}`;
    const rest = paused ? () => resume(prepared, pair, key) : () => pause(prepared, pair, key);
    const kinds = [outcome, outcome, outcome, programme, person, warning, warning, rest, rest, rest];
    const chosen: Make = resting ? (paused ? rest : outcome) : kinds[random.below(kinds.length)]!;
    const wish: Wish = chosen(prepared, pair, key);
    paused = wish.kind === 'pause' || (paused && wish.kind !== 'resume');
    resting = (yield wish) === 'at rest';
  }
}

type Make = (prepared: Prepared, pair: PreparedPair, key: string) => Wish;

const today = NOW.slice(0, 10);

const outcome: Make = ({ programmeId, adminId }, _pair, key) => ({
  kind: 'outcome', role: 'programme-admin', subject: adminId, path: `/v1/programmes/${programmeId}/outcomes`, key,
  body: { measure: objective.measure, value: Number(key.replaceAll(/\D/g, '').slice(-6)), on: today },
});

const programme: Make = ({ adminId }, _pair, key) => ({
  kind: 'programme', role: 'programme-admin', subject: adminId, path: '/v1/programmes', key, body: { name: `Made under fire ${key}` },
});

const person: Make = (_prepared, _pair, key) => ({
  kind: 'person', role: 'hr-integration', subject: 'hr', path: '/v1/people', key,
  body: {
    source: 'hr', legalEntity: null, number: key, asOf: today, effectiveOn: today, reason: 'unknown', identity: { name: key, email: null },
    employment: { ...employed, unitId: null, managers: { ...employed.managers, line: null } },
  },
});

const pause: Make = ({ adminId }, { pairingId }, key) => ({
  kind: 'pause', role: 'programme-admin', subject: adminId, path: `/v1/pairings/${pairingId}/pause`, key, body: { closing: false },
});

const resume: Make = ({ adminId }, { pairingId }, key) => ({
  kind: 'resume', role: 'programme-admin', subject: adminId, path: `/v1/pairings/${pairingId}/resume`, key, body: {},
});

const warning: Make = (_prepared, { pairingId, mentorId }, key) => ({
  kind: 'warning', role: 'participant', subject: mentorId, path: '/v1/warnings', key,
  body: { pairingId, text: `It will bite. ${key}`, bitesOn: '2099-01-01', audience: 'custodian', named: false },
});
