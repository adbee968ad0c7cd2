/** What guards a route, or one of its roles, where nothing in it is anybody's own. */
export interface Unowned {
  /** Roles that are let in without owning what they name; `anybody` has a token of any person's role, `nobody` needs none. */
  readonly roles: string;
  /** `person`: the token has to name a person, and what is answered or done is that person's. */
  readonly guard: 'person' | string;
}

const DEVELOPMENT: Unowned = { roles: 'nobody', guard: 'development mode alone has it; it listens on loopback' };
const OPEN: Unowned = { roles: 'nobody', guard: 'names and states, no data' };
const OWN: Unowned = { roles: 'participant', guard: 'person' };
const CATALOGUE: Unowned = { roles: 'anybody', guard: 'shipped content; nothing of anybody' };
const HR: Unowned = { roles: 'hr-integration', guard: 'HR owns people, units and employment as a whole' };
const OPERATOR: Unowned = { roles: 'operator', guard: 'no business content: names, positions, codes' };
const REPORTER: Unowned = { roles: 'reporter', guard: 'the shared token names nobody; what belongs to somebody opens with the mailbox code alone' };
const FIGURES: Unowned = { roles: 'analyst', guard: 'aggregates: cells under k are hidden, whoever asks' };
const FEED: Unowned = { roles: 'analyst', guard: 'public contracts alone' };

/**
 * Every route, or grant of a route, without an owner. Whoever adds one says here what guards it instead; the walk over the
 * routes fails on any other.
 */
export const unownedRoutes: Readonly<Record<string, Unowned>> = {
  'GET /health/live': OPEN,
  'GET /health/ready': OPEN,
  'GET /metrics': { roles: 'operator', guard: 'numbers by route, command and consumer; or the token for scraping that the deployment configures' },
  'GET /v1/openapi.json': { roles: 'nobody', guard: 'it describes the API and holds no data' },
  'GET /v1/asyncapi.json': { roles: 'nobody', guard: 'it describes the events and holds no data' },
  'GET /v1/schemas/{topic}/{type}': { roles: 'nobody', guard: 'it describes the events and holds no data' },
  'GET /v1/dev/clock': DEVELOPMENT,
  'POST /v1/dev/clock': DEVELOPMENT,
  'GET /v1/dev/jwks.json': DEVELOPMENT,
  'GET /v1/dev/settled': DEVELOPMENT,
  'POST /v1/dev/tokens': DEVELOPMENT,

  'POST /v1/blocks': OWN,
  'POST /v1/blocks/{blockId}/lift': { roles: 'participant, custodian', guard: 'decide: whoever set it, or for a block of the office a custodian of that programme; else it is not found' },
  'GET /v1/check-ins/mine': OWN,
  'GET /v1/concerns/mine': OWN,
  'GET /v1/insights/mine': OWN,
  'GET /v1/me/blocks': OWN,
  'GET /v1/me/enrolments': OWN,
  'GET /v1/me/figures/leader-commitment': OWN,
  'GET /v1/me/findings': OWN,
  'GET /v1/me/pairings': OWN,
  'POST /v1/programmes/{programmeId}/applications': OWN,
  'POST /v1/programmes/{programmeId}/nominations': OWN,
  'GET /v1/warnings/mine': { roles: 'participant, sponsor, custodian', guard: 'person' },
  'GET /v1/concerns': { roles: 'custodian', guard: 'person' },
  'GET /v1/line/time-releases': { roles: 'line-manager', guard: 'person' },
  'POST /v1/programmes': { roles: 'programme-admin', guard: 'person' },

  'GET /v1/concerns/counts': { roles: 'auditor', guard: 'counts by month alone' },
  'GET /v1/match-runs/{runId}': { roles: 'auditor', guard: 'hashes, counts and report; proposals are another route' },
  'POST /v1/match-runs/{runId}/verify': { roles: 'auditor, operator', guard: 'a verdict on hashes, nothing of anybody' },
  'GET /v1/programmes': {
    roles: 'programme-admin, sponsor, custodian, auditor, analyst', guard: 'the list itself: whoever may read a programme finds it there, and nobody else',
  },
  'GET /v1/programmes/{programmeId}': { roles: 'auditor, analyst', guard: 'the programme itself: objectives, policy, governance; nothing of participants' },
  'GET /v1/programmes/{programmeId}/notice': {
    roles: 'participant, line-manager, programme-admin, sponsor, custodian, auditor, analyst',
    guard: 'what is written for all whom the programme is about: notice and purposes; nothing of anybody, no other part of the record',
  },

  'POST /v1/concerns/anonymous': REPORTER,
  'POST /v1/mailbox': REPORTER,
  'POST /v1/mailbox/messages': REPORTER,
  'POST /v1/mailbox/disclosures/{disclosureId}/allow': REPORTER,

  'GET /v1/figures': CATALOGUE,
  'GET /v1/finding-rules': CATALOGUE,
  'GET /v1/instruments': CATALOGUE,
  'GET /v1/topics': CATALOGUE,
  'GET /v1/training': CATALOGUE,
  'GET /v1/units': { roles: 'anybody', guard: 'names of units; no people' },

  'GET /v1/events': FEED,
  'GET /v1/events/{service}': FEED,
  'GET /v1/figures/{figure}': FIGURES,
  'GET /v1/findings': FIGURES,
  'GET /v1/releases': FIGURES,
  'GET /v1/reports/{programmeId}': FIGURES,

  'POST /v1/hr-imports': HR,
  'GET /v1/hr-imports/{importId}': HR,
  'GET /v1/hr-imports/{importId}/rejections': HR,
  'POST /v1/hr-imports/{importId}/release': HR,
  'POST /v1/hr-mappings': HR,
  'GET /v1/people': HR,
  'GET /v1/people/lookup': HR,
  'GET /v1/people/{personId}': HR,
  'POST /v1/people': HR,
  'POST /v1/people/{personId}/absences': HR,
  'POST /v1/people/{personId}/employment': HR,
  'POST /v1/people/{personId}/erasure': HR,
  'POST /v1/people/{personId}/merge': HR,
  'POST /v1/units/{unitId}/close': HR,
  'POST /v1/units/{unitId}/merge': HR,
  'POST /v1/units/{unitId}/move': HR,
  'POST /v1/units/{unitId}/rename': HR,

  'GET /v1/ops/lag': OPERATOR,
  'GET /v1/ops/parked': OPERATOR,
  'POST /v1/ops/parked/{id}/discard': OPERATOR,
  'POST /v1/ops/parked/{id}/replay': OPERATOR,
  'GET /v1/ops/read-models/{name}': OPERATOR,
  'POST /v1/ops/read-models/{name}/rebuild': OPERATOR,
};
