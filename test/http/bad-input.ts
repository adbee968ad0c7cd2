import { randomUUID } from 'node:crypto';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import type { Asked, Who } from './api.js';
import { pledges, terms } from './pair-things.js';
import { participant } from './pairings.js';
import { mentorProfile } from './programmes.js';
import type { World } from './world.js';

/** A request that must be turned away, and how. */
export interface BadInput {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly who?: Who;
  readonly asked?: Asked;
  readonly status: number;
  readonly code: string;
  /** What its detail has to say, so that somebody knows what to do. */
  readonly says: RegExp;
}

const HR: Who = { roles: ['hr-integration'] };
const json = (body: string): Asked => ({ body });

/** What can be wrong with a request, whatever it asks for, and what the rules refuse that are met most. */
export async function badInputs(world: World): Promise<readonly BadInput[]> {
  return [...malformed(world), ...conditional(world), ...await byToken(world), ...byCursor(world), ...byRule(world), ...files(world)];
}

function malformed({ seeded: { programme, pair } }: World): readonly BadInput[] {
  const admin: Who = { roles: ['programme-admin'], personId: programme.adminId };
  const objectives = { method: 'POST', path: `/v1/programmes/${programme.id}/objectives`, who: admin };
  const objective = { statement: 'S', measure: 'm', unit: 'days', direction: 'up', baseline: 1, target: 2 };
  const invalid = { status: 422, code: 'request-invalid' };
  return [
    { what: 'an unknown field', ...objectives, asked: { body: { ...objective, mood: 'good' } }, ...invalid, says: /mood: is not a field/ },
    { what: 'an unknown field at depth', ...objectives, path: `/v1/programmes/${programme.id}/policy`, asked: { body: { window: { from: '2027-01-04', to: '2027-07-02', by: 1 } } }, ...invalid, says: /window\.by: is not a field/ },
    { what: 'a wrong type', ...objectives, asked: { body: { ...objective, target: 'two' } }, ...invalid, says: /target: must be/ },
    { what: 'a missing field', ...objectives, asked: { body: { ...objective, unit: undefined } }, ...invalid, says: /unit: must be/ },
    { what: 'a value out of its range', ...objectives, asked: { body: { ...objective, direction: 'sideways' } }, ...invalid, says: /direction: must be one of/ },
    { what: 'a text that is too long', ...objectives, asked: { body: { ...objective, statement: 'x'.repeat(301) } }, ...invalid, says: /statement: must be shorter/ },
    { what: 'a NUL character', ...objectives, asked: { body: { ...objective, statement: 'a\0b' } }, ...invalid, says: /Take the NUL/ },
    { what: 'half a surrogate pair', ...objectives, asked: json('{"statement":"\\ud800","measure":"m","unit":"days","direction":"up","baseline":1,"target":2}'), ...invalid, says: /surrogates out/ },
    { what: 'a list in place of the body', ...objectives, asked: { body: [objective] }, ...invalid, says: /Correct/ },
    { what: 'fields of a request that has none', method: 'POST', path: `/v1/pairings/${pair.id}/accept`, who: participant(pair.mentorId), asked: { body: { yes: true } }, ...invalid, says: /without a body/ },
    { what: 'a parameter of a query that has none', method: 'GET', path: '/v1/topics?limti=5', who: admin, ...invalid, says: /leave out limti/ },
    { what: 'a day that no calendar has', method: 'POST', path: `/v1/people/${pair.mentorId}/absences`, who: HR, asked: { body: { source: 'hr', asOf: '2027-02-30', from: '2027-03-01', to: null } }, ...invalid, says: /asOf: must be a day/ },
    { what: 'an end before a start', method: 'POST', path: `/v1/people/${pair.mentorId}/absences`, who: HR, asked: { body: { source: 'hr', asOf: '2027-01-05', from: '2027-03-02', to: '2027-03-01' } }, status: 422, code: 'end-before-start', says: /./ },
    { what: 'broken JSON', ...objectives, asked: json('{"statement":'), status: 400, code: 'body-malformed', says: /Send well-formed JSON/ },
    { what: 'no JSON but bytes', ...objectives, asked: { body: Buffer.from([0xff, 0xfe, 0x7b]) }, status: 400, code: 'body-malformed', says: /Send well-formed JSON/ },
    { what: 'an attack on prototypes', ...objectives, asked: json('{"__proto__": {"admin": true}}'), status: 400, code: 'body-malformed', says: /Send well-formed JSON/ },
    { what: 'a body over the limit', ...objectives, asked: { body: { statement: 'x'.repeat(256 * 1024) } }, status: 413, code: 'body-too-large', says: /at most \d+ bytes/ },
    { what: 'another media type', ...objectives, asked: { body: '<a/>', headers: { 'content-type': 'application/xml' } }, status: 415, code: 'media-type-unsupported', says: /Send the media type/ },
    { what: 'a file where none is read', ...objectives, asked: { body: 'a,b\n', headers: { 'content-type': 'text/csv' } }, status: 415, code: 'media-type-unsupported', says: /Send the media type/ },
    { what: 'another method', method: 'DELETE', path: `/v1/programmes/${programme.id}`, who: admin, status: 405, code: 'method-not-allowed', says: /This path has GET/ },
    { what: 'a path that is none', method: 'GET', path: '/v1/nothing', who: admin, status: 404, code: 'not-found', says: /no such/ },
    { what: 'what only our own services ask', method: 'GET', path: '/internal/status', who: admin, status: 404, code: 'not-found', says: /no such/ },
    { what: 'a NUL character in a path', method: 'GET', path: '/v1/people/%00', who: HR, ...invalid, says: /Take the NUL/ },
  ];
}

function conditional({ seeded: { programme, pair } }: World): readonly BadInput[] {
  const admin: Who = { roles: ['programme-admin'], personId: programme.adminId };
  const profile = { method: 'PUT', path: `/v1/people/${pair.mentorId}/profile`, who: participant(pair.mentorId) };
  const create = { method: 'POST', path: '/v1/programmes', who: admin };
  const body = { name: 'Never made' };
  return [
    { what: 'no If-Match', ...profile, asked: { body: mentorProfile }, status: 428, code: 'if-match-missing', says: /Send If-Match/ },
    { what: 'an If-Match that is none', ...profile, asked: { body: mentorProfile, headers: { 'if-match': 'W/"1"' } }, status: 400, code: 'if-match-invalid', says: /double quotes/ },
    { what: 'a stale If-Match', ...profile, asked: { body: mentorProfile, headers: { 'if-match': '"0"' } }, status: 412, code: 'revision-mismatch', says: /[Rr]ead it again/ },
    { what: 'no Idempotency-Key', ...create, asked: { body, headers: { 'idempotency-key': undefined } }, status: 400, code: 'idempotency-key-missing', says: /new UUID/ },
    { what: 'an Idempotency-Key that is none', ...create, asked: { body, headers: { 'idempotency-key': 'short' } }, status: 400, code: 'idempotency-key-invalid', says: /8 to 128/ },
    { what: 'an Idempotency-Key that can be guessed, of an anonymous concern', method: 'POST', path: '/v1/concerns/anonymous', who: { roles: ['reporter'] }, asked: { body: { programmeId: programme.id, category: 'conduct', text: 'T' }, headers: { 'idempotency-key': 'guessable-key' } }, status: 400, code: 'idempotency-key-invalid', says: /random UUID/ },
    { what: 'a position that is none', method: 'GET', path: '/v1/units', who: admin, asked: { headers: { 'flipside-min-position': 'participants' } }, status: 400, code: 'position-invalid', says: /Flipside-Position gave/ },
  ];
}

async function byToken({ api, standalone, issuerKey, seeded: { pair } }: World): Promise<readonly BadInput[]> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { flipside_roles: ['participant'], flipside_person: pair.mentorId, sub: pair.mentorId, iss: 'flipside-development', aud: 'flipside', exp: now + 3_600 };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { keys } = standalone.platform.issuer.trust.keys as { keys: { x: string }[] };
  const good = (await api.token(participant(pair.mentorId))).slice('Bearer '.length);
  const [head, , signature] = good.split('.') as [string, string, string];
  const expired = await standalone.platform.issuer.issue({ subject: 'x', roles: ['participant'], personId: pair.mentorId, seconds: -10 });
  const signed = (key: Parameters<SignJWT['sign']>[0], alg: string, wrong: object = {}): Promise<string> =>
    new SignJWT({ ...claims, ...wrong }).setProtectedHeader({ alg, kid: 'development' }).sign(key);
  const ours = await importJWK(issuerKey, 'EdDSA');
  const { privateKey: foreign } = await generateKeyPair('EdDSA');
  const other = await standalone.platform.issuer.issue({ subject: 'x', roles: ['participant', 'auditor', 'custodian'] });
  const invalid = { status: 401, code: 'token-invalid', says: /not one that this server believes/ };
  const as = (what: string, token: string | null, refusal: Pick<BadInput, 'status' | 'code' | 'says'>): BadInput =>
    ({ what, method: 'POST', path: `/v1/pairings/${pair.id}/rematch`, asked: { token, headers: { 'idempotency-key': randomUUID() } }, ...refusal });
  return [
    as('no token', null, { status: 401, code: 'token-missing', says: /Send a bearer token/ }),
    as('another scheme', 'Basic eDp5', { status: 401, code: 'token-missing', says: /Send a bearer token/ }),
    as('a token that is expired', `Bearer ${expired}`, { status: 401, code: 'token-expired', says: /get a new one/ }),
    as('a token with alg none', `Bearer ${part({ alg: 'none' })}.${part(claims)}.`, invalid),
    as('a token signed with the public key as if it were a secret', `Bearer ${await signed(Buffer.from(keys[0]!.x), 'HS256')}`, invalid),
    as('a token of other claims under a good signature', `Bearer ${head}.${part({ ...claims, flipside_roles: ['operator'] })}.${signature}`, invalid),
    as('a token of another key', `Bearer ${await signed(foreign, 'EdDSA')}`, invalid),
    as('a token for another audience', `Bearer ${await signed(ours, 'EdDSA', { aud: 'another' })}`, invalid),
    as('a token of another issuer', `Bearer ${await signed(ours, 'EdDSA', { iss: 'another' })}`, invalid),
    as('a token that never expires', `Bearer ${await signed(ours, 'EdDSA', { exp: undefined })}`, invalid),
    as('a token that is none', 'Bearer nonsense', invalid),
    as('roles that nobody may hold together', `Bearer ${other}`, { status: 403, code: 'roles-exclude-each-other', says: /one token for each/ }),
  ];
}

function byCursor({ seeded: { programme, other }, cursors }: World): readonly BadInput[] {
  const refusal = { status: 400, code: 'cursor-invalid', says: /start again without one/ };
  const last = cursors.people.at(-1) === 'A' ? 'B' : 'A';
  const of = (cursor: string): string => encodeURIComponent(cursor);
  return [
    { what: 'a cursor that was tampered with', method: 'GET', path: `/v1/people?after=${of(cursors.people.slice(0, -1) + last)}`, who: HR, ...refusal },
    { what: 'a cursor of another list', method: 'GET', path: `/v1/pairings?programmeId=${programme.id}&after=${of(cursors.people)}`, who: { roles: ['programme-admin'], personId: programme.adminId }, ...refusal },
    { what: 'a cursor of the same list of another programme', method: 'GET', path: `/v1/enrolments?programmeId=${other.id}&after=${of(cursors.enrolments)}`, who: { roles: ['programme-admin'], personId: other.adminId }, ...refusal },
    { what: 'a cursor that is none', method: 'GET', path: '/v1/events?after=nonsense', who: { roles: ['analyst'] }, ...refusal },
    { what: 'a limit that is none', method: 'GET', path: '/v1/people?limit=all', who: HR, status: 422, code: 'request-invalid', says: /limit: must/ },
    { what: 'a limit over the greatest', method: 'GET', path: '/v1/people?limit=501', who: HR, status: 422, code: 'request-invalid', says: /limit: must not be greater than 500/ },
  ];
}

function byRule({ seeded }: World): readonly BadInput[] {
  const { pair, second, offered, programme, other, sessionId } = seeded;
  const mentor = participant(second.mentorId);
  return [
    { what: 'a second signature', method: 'POST', path: `/v1/agreements/${second.id}/sign`, who: mentor, asked: { body: pledges }, status: 409, code: 'already-signed', says: /other side|signed/ },
    { what: 'terms in the leader’s office', method: 'POST', path: '/v1/agreements', who: mentor, asked: { body: { pairingId: second.id, ...terms, awayFromLeadersOffice: false } }, status: 422, code: 'place-in-leaders-office', says: /./ },
    { what: 'a session without an agreement in force', method: 'POST', path: '/v1/sessions', who: mentor, asked: { body: { pairingId: second.id, startsAt: '2027-01-19T09:00:00Z', endsAt: '2027-01-19T10:00:00Z' } }, status: 409, code: 'agreement-not-in-force', says: /[Ss]ign/ },
    { what: 'an accept after expiry', method: 'POST', path: `/v1/pairings/${offered.id}/accept`, who: participant(offered.mentorId), status: 409, code: 'offer-expired', says: /another offer may follow/ },
    { what: 'a confirmation of one’s own record', method: 'POST', path: `/v1/sessions/${sessionId}/confirm`, who: participant(pair.mentorId), status: 403, code: 'own-record', says: /other side/ },
    { what: 'an opening of what is open', method: 'POST', path: `/v1/programmes/${programme.id}/policy`, who: { roles: ['programme-admin'], personId: programme.adminId }, asked: { body: { window: { from: '2027-01-04', to: '2027-07-02' } } }, status: 409, code: 'programme-open', says: /./ },
    { what: 'a closing before every objective is assessed', method: 'POST', path: `/v1/programmes/${other.id}/close`, who: { roles: ['programme-admin'], personId: other.adminId }, status: 409, code: 'objective-unassessed', says: /[Aa]ssess/ },
    { what: 'a block of oneself', method: 'POST', path: '/v1/blocks', who: mentor, asked: { body: { personId: second.mentorId } }, status: 422, code: 'block-self', says: /./ },
  ];
}

function files({ seeded: { mappingId, importId } }: World): readonly BadInput[] {
  const upload = (what: string, body: string, code: string, says: RegExp): BadInput => ({
    what, method: 'POST', path: `/v1/hr-imports?mapping=${mappingId}`, who: HR, asked: { body, headers: { 'content-type': 'text/csv' } }, status: 422, code, says,
  });
  return [
    upload('a file without a mapped column', 'Number,Name\n1,One\n', 'column-missing', /./),
    upload('a file without a header', '', 'file-empty', /./),
    { what: 'an unknown mapping', method: 'POST', path: `/v1/hr-imports?mapping=${randomUUID()}`, who: HR, asked: { body: 'a\n', headers: { 'content-type': 'text/csv' } }, status: 404, code: 'mapping-unknown', says: /post it first/ },
    { what: 'a mapping that says nothing', method: 'POST', path: '/v1/hr-mappings', who: HR, asked: { body: { name: 'n', mapping: {} } }, status: 422, code: 'mapping-invalid', says: /./ },
    { what: 'a release of what is not held', method: 'POST', path: `/v1/hr-imports/${importId}/release`, who: HR, status: 409, code: 'import-not-held', says: /./ },
  ];
}
