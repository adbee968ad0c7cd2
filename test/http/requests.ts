import { randomUUID } from 'node:crypto';
import type { Parameter, Route } from './document.js';
import type { Seeded } from './seed.js';

export type Names = Readonly<Record<string, string>>;

/** A thing of the seed for each name by which routes name things, in their paths, queries and bodies. */
export function namesIn(seeded: Seeded): Names {
  const { programme, pair, staff, warnings } = seeded;
  return {
    programmeId: programme.id, objectiveId: programme.objectiveId, personId: pair.mentorId, enrolmentId: seeded.enrolmentId,
    unitId: seeded.unitId, parentId: seeded.otherUnitId, intoId: seeded.otherUnitId, importId: seeded.importId, mapping: seeded.mappingId,
    runId: seeded.runId, pairingId: pair.id, blockId: seeded.blockId, personA: pair.mentorId, personB: staff.Stranger,
    sprintId: seeded.sprintId, sessionId: seeded.sessionId, commitmentId: seeded.commitmentId, checkInId: seeded.checkInId,
    warningId: warnings['risk-owner'], concernId: seeded.concernId, disclosureId: seeded.disclosureId, insightId: seeded.insightId,
    actionId: seeded.actionId, mentor: pair.mentorId, mentee: pair.leaderId,
    service: 'participants', id: 'participants.1', name: 'participants.people', figure: 'objectives', code: seeded.mailboxCode, number: '5', source: 'hr',
  };
}

/** The same names for things that nobody has. */
export function unknownNames(names: Names): Names {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
  return Object.fromEntries(Object.entries(names).map(([name, value]) => [name, value.replaceAll(uuid, () => randomUUID())]));
}

export interface Sent {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A request of a route that names these things and is well-formed otherwise; `more` fields come on top of its body.
 *
 * @param by which of the query's optional parameters it names.
 */
export function requestOf(route: Route, names: Names, more: object = {}, by = 'pairingId'): Sent {
  const query = route.parameters.filter((one) => one.in === 'query' && (one.required || one.name === by));
  const asked = query.map((one): [string, string] => [one.name, valueOf(one, names)]);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = route.parameters.find((one) => one.in === 'path' && one.name === name)!;
    return encodeURIComponent(valueOf(parameter, names));
  });
  return {
    path: asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`,
    ...contentOf(route, names, more),
  };
}

function contentOf({ method, body, bodyType }: Route, names: Names, more: object): Omit<Sent, 'path'> {
  if (method === 'get') return {};
  const headers = { ...(method === 'post' ? {} : { 'if-match': '"0"' }), ...(bodyType && { 'content-type': bodyType }) };
  if (bodyType !== undefined && body === undefined) return { headers, body: 'Number,Name\n1,One\n' };
  const own = Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, typeof value === 'string' ? (names[name] ?? value) : value]));
  return { headers, body: { ...own, ...more } };
}

function valueOf({ name, schema, example }: Parameter, names: Names): string {
  const value = names[name] ?? schema.enum?.[0] ?? schema.example ?? example;
  if (value === undefined) throw new Error(`what is ${name}? say it in test/http/requests.ts`);
  return String(value);
}
