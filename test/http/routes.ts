import type { Role } from '@flipside/service-kit';
import { kitErrorCodes, roles as allRoles } from '@flipside/service-kit';
import { each } from '@flipside/standalone/demo/each';
import type { Reply } from './api.js';
import { documentOf, routesIn, type Grant, type Route } from './document.js';
import { ownershipOf, strangersOf, type Ownership } from './owners.js';
import { namesIn, requestOf, unknownNames, type Names } from './requests.js';
import { unownedRoutes } from './unowned-routes.js';
import type { World } from './world.js';

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

const UNKNOWN_FIELD = { 'no-such-field': 1 };
const ANYBODY = allRoles.filter((role) => role !== 'reporter' && role !== 'service').join(', ');

export const routes = routesIn(await documentOf());

/** Lists that are whole, and what bounds them. */
export const unpagedLists: Readonly<Record<string, string>> = {
  'GET /v1/concerns/counts': 'one a month',
  'GET /v1/figures': 'shipped content',
  'GET /v1/finding-rules': 'shipped content',
  'GET /v1/findings': 'at most one of a rule and cell',
  'GET /v1/me/findings': 'at most one of a rule',
  'GET /v1/instruments': 'shipped content',
  'GET /v1/ops/parked': 'what operators have to look at as a whole; a gateway adds up all services',
  'GET /v1/releases': 'one a month or round of one figure',
  'GET /v1/topics': 'shipped content',
  'GET /v1/training': 'shipped content',
};

/** Example of a good answer. */
export function exampleOf({ responses }: Route): object {
  const example = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']?.example;
  return typeof example === 'object' && example !== null ? example : {};
}

/** Grants of a route that ask for no owner. */
export function unownedIn({ grants, open }: Route): string | undefined {
  if (open !== undefined) return 'nobody';
  const roles = grants.filter(({ owner }) => owner === undefined).map(({ role }) => role).join(', ');
  return roles === ANYBODY ? 'anybody' : roles || undefined;
}

/** Asks each route as everybody who must be refused, and as everybody who must not. Nothing is done by it. */
export class Walk {
  private readonly names: Names;

  constructor(private readonly world: World) {
    this.names = namesIn(world.seeded);
  }

  /** Answers to a request without a token, and with one that names nobody we know. */
  async withoutToken(): Promise<readonly string[]> {
    return this.over(async (route) => {
      if (route.open !== undefined) return [];
      const reply = await this.send(route, this.names, null);
      return reply.status === 401 && reply.body.code === 'token-missing' ? [] : [`${route.name}: ${shown(reply)}`];
    });
  }

  /** Each role that is not granted, in the hands of whoever owns the thing. */
  async withWrongRole(): Promise<readonly string[]> {
    return this.over(async (route) => {
      if (route.open !== undefined) return [];
      const granted = new Set(route.grants.map(({ role }) => role));
      const owner = route.grants.find((grant) => grant.owner);
      const personId = owner ? ownershipOf(owner, this.world.seeded).personId : this.world.seeded.pair.mentorId;
      const found = await each(allRoles.filter((role) => !granted.has(role)), async (role) => {
        const reply = await this.send(route, this.names, await this.world.api.token({ roles: [role], personId }));
        return reply.status === 403 && reply.body.code === 'role-missing' ? [] : [`${route.name} as ${role}: ${shown(reply)}`];
      }, 4);
      return found.flat();
    });
  }

  /** The right role of the wrong person: the same answer as for what does not exist. */
  async withWrongPerson(): Promise<readonly string[]> {
    return this.overOwned(async (route, grant) => {
      const { strangers = strangersOf(grant.role, this.world.seeded), names = {}, by } = ownershipOf(grant, this.world.seeded);
      const theirs = { ...this.names, ...names };
      const found = await each([...strangers, undefined], async (personId) => {
        const token = await this.world.api.token({ roles: [grant.role as Role], personId });
        const [reply, nothing] = [await this.send(route, theirs, token, {}, by), await this.send(route, unknownNames(theirs), token, {}, by)];
        const refused = reply.status === 404 && reply.body.code === 'not-found' && JSON.stringify(reply.body) === JSON.stringify(nothing.body);
        return refused ? [] : [`${route.name} as ${grant.role} ${personId}: ${shown(reply)}, of nothing: ${shown(nothing)}`];
      }, 4);
      return found.flat();
    });
  }

  /**
   * The right person: a query is answered; a command gets as far as its fields, of which one is unknown.
   * @param goesOn other ids by which some ask instead; then only what is theirs is asked for.
   */
  async withRightPerson(goesOn?: ReadonlyMap<string, string>): Promise<readonly string[]> {
    return this.over(async (route) => {
      const asked = route.grants.filter(({ owner }) => owner || !goesOn).map((grant) => ({
        grant, whose: grant.owner ? ownershipOf(grant, this.world.seeded) : this.holderOf(grant),
      }));
      const known = asked.filter(({ whose: { personId } }) => !goesOn || goesOn.has(personId ?? ''));
      const found = await each(known, async ({ grant, whose: { personId: owner = '', names, by } }) => {
        const personId = goesOn?.get(owner) ?? (owner || undefined);
        const token = await this.world.api.token({ roles: [grant.role as Role], personId });
        const reply = await this.send(route, { ...this.names, ...names }, token, UNKNOWN_FIELD, by);
        return isLetIn(route, reply) ? [] : [`${route.name} as ${grant.role} ${grant.owner ?? ''}: ${shown(reply)}`];
      }, 4);
      return found.flat();
    });
  }

  /** Lists of what is somebody's own by their token, as the ids of their items. */
  async ownLists(as: (personId: string) => string = (personId) => personId): Promise<Readonly<Record<string, readonly string[]>>> {
    const { programme, pair, staff } = this.world.seeded;
    const whose: Readonly<Record<string, string>> = { custodian: programme.custodianId, sponsor: programme.sponsorId, 'line-manager': staff['Sales manager'] };
    const lists = routes.filter((route) => route.method === 'get' && unownedRoutes[route.name]?.guard === 'person' && 'next' in exampleOf(route));
    const found = await each(lists.flatMap((route) => route.grants.map((grant) => ({ route, grant }))), async ({ route, grant: { role } }) => {
      const token = await this.world.api.token({ roles: [role as Role], personId: as(whose[role] ?? pair.mentorId) });
      const { items } = (await this.send(route, this.names, token)).body as { items: { id: string }[] };
      return [`${route.name} as ${role}`, items.map(({ id }) => id)] as const;
    }, 4);
    return Object.fromEntries(found);
  }

  /** What is somebody's own by their token needs a token that names them. */
  async withoutPerson(): Promise<readonly string[]> {
    return this.over(async (route) => {
      if (unownedRoutes[route.name]?.guard !== 'person') return [];
      const found = await each(route.grants, async ({ role }) => {
        const reply = await this.send(route, this.names, await this.world.api.token({ roles: [role as Role] }));
        return reply.status === 403 && reply.body.code === 'role-missing' ? [] : [`${route.name} as ${role}: ${shown(reply)}`];
      });
      return found.flat();
    });
  }

  /** Every paged list, in pages of one and whole. */
  async inPages(): Promise<readonly string[]> {
    return this.over(async (route) => {
      if (route.method !== 'get' || !route.parameters.some(({ name }) => name === 'after') || route.path.startsWith('/v1/events')) return [];
      const found = await each(route.grants, async (grant) => {
        const { personId, names, by } = grant.owner ? ownershipOf(grant, this.world.seeded) : this.holderOf(grant);
        const token = await this.world.api.token({ roles: [grant.role as Role], personId });
        const { path } = requestOf(route, { ...this.names, ...names }, {}, by);
        const ask = async (more: string): Promise<Page> =>
          (await this.world.api.ask('GET', `${path}${path.includes('?') ? '&' : '?'}${more}`, { token })).body as Page;
        const whole = await ask('limit=500');
        const pieces: unknown[] = [];
        let next: string | null = '';
        while (next !== null && pieces.length <= whole.items.length) {
          const page: Page = await ask(`limit=1${next && `&after=${encodeURIComponent(next)}`}`);
          pieces.push(...page.items);
          next = page.next;
        }
        return JSON.stringify(pieces) === JSON.stringify(whole.items) && whole.next === null ? [] : [`${route.name} as ${grant.role}: ${pieces.length} of ${whole.items.length}`];
      }, 1);
      return found.flat();
    });
  }

  private holderOf({ role }: Grant): Partial<Ownership> {
    return role === 'reporter' ? {} : { personId: this.world.seeded.pair.mentorId };
  }

  private async overOwned(work: (route: Route, grant: Grant) => Promise<readonly string[]>): Promise<readonly string[]> {
    return this.over(async (route) => (await each(route.grants.filter(({ owner }) => owner), (grant) => work(route, grant), 2)).flat());
  }

  private async over(work: (route: Route) => Promise<readonly string[]>): Promise<readonly string[]> {
    return (await each(routes, work, 8)).flat();
  }

  private async send(route: Route, names: Names, token: string | null, more: object = {}, by?: string): Promise<Reply> {
    const { path, ...rest } = requestOf(route, names, more, by);
    return this.world.api.ask(route.method, path, { token, ...rest });
  }
}

/** A query is answered, or refused by a rule; a command is refused by its unknown field, a file by its columns. */
function isLetIn(route: Route, { status, body }: Reply): boolean {
  if (route.method === 'get') return status === 200 || (status < 500 && !Object.hasOwn(kitErrorCodes, (body as { code: string }).code));
  return status === 422 && ['request-invalid', 'column-missing'].includes((body as { code: string }).code);
}

function shown({ status, body }: Reply): string {
  return `${status} ${JSON.stringify(body).slice(0, 160)}`;
}
