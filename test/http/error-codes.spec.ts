import { glob, readFile } from 'node:fs/promises';
import { allErrorCodes, errorTable } from '@flipside/standalone/tools/error-table';
import { documentOf, root, routesIn, type Route } from './document.js';

const SERVICES = ['participants', 'matching', 'sessions', 'analytics'];

/** Codes that are named where something is thrown. */
async function thrownIn(pattern: string[]): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for await (const file of glob(pattern, { cwd: root })) {
    if (/\.spec\.ts$|\/testing\/|\/suite\//.test(file)) continue;
    const source = await readFile(new URL(file, root), 'utf8');
    for (const [, code] of source.matchAll(/(?:DomainError|Problem|refuse\w*|fail\w*|mismatch|found)\(\s*'([a-z0-9-]+)'/g)) codes.add(code!);
  }
  return codes;
}

const all = new Map([...allErrorCodes.values()].flatMap((codes) => Object.entries(codes)));

describe('error codes', () => {
  it('stand in one table, which is the documented one', async () => {
    expect(await readFile(new URL('docs/error-codes.md', root), 'utf8')).toBe(errorTable());
  });

  it('mean one status each, say what they mean, and are in kebab-case', () => {
    for (const [owner, codes] of allErrorCodes) {
      for (const [code, { status, meaning }] of Object.entries(codes)) {
        expect([owner, code, all.get(code)!.status]).toEqual([owner, code, status]);
        expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(meaning).toMatch(/^\p{Lu}.{10,}[.]$/su);
      }
    }
  });

  it('that are thrown are in the table', async () => {
    const thrown = await thrownIn(['libs/{service-kit,privacy,event-sourcing}/src/**/*.ts', 'services/{participants,matching,sessions,analytics,gateway}/src/**/*.ts']);
    expect(thrown.size).toBeGreaterThan(100);
    expect([...thrown].filter((code) => !all.has(code))).toEqual([]);
  });

  it('in the table are named in the code outside of it', async () => {
    const sources: string[] = [];
    for await (const file of glob(['libs/*/src/**/*.ts', 'services/*/src/**/*.ts'], { cwd: root })) {
      if (!/\.spec\.ts$|error-codes\.ts$|client\/api\.ts$/.test(file)) sources.push(await readFile(new URL(file, root), 'utf8'));
    }
    const text = sources.map((one) => one.replace(/export const kitErrorCodes[\s\S]*?\n\}/, '')).join('\n');
    expect([...all.keys()].filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('are named by the routes that answer with them: those of a service by its commands, and by no others', async () => {
    const named = new Map<string, Set<string>>();
    for (const service of [...SERVICES, 'gateway']) {
      const document = await documentOf(service);
      const schemas = (document.components?.schemas ?? {}) as Record<string, { properties?: { code?: { enum?: string[] } } }>;
      const codes = new Set(Object.entries(schemas).filter(([name]) => /Problem\d{3}_?$/.test(name)).flatMap(([, schema]) => schema.properties!.code!.enum!));
      named.set(service, codes);
      const own = Object.keys(allErrorCodes.get(service) ?? {});
      expect([service, own.filter((code) => !codes.has(code))]).toEqual([service, []]);
    }
    expect([...named.values()].flatMap((codes) => [...codes]).filter((code) => !all.has(code))).toEqual([]);
    const kit = Object.keys(allErrorCodes.get('every service')!).filter((code) => code !== 'method-not-allowed'); // of a path, not of a route
    expect(kit.filter((code) => !named.get('gateway')!.has(code))).toEqual([]);
  });
});

describe('every route of the document', () => {
  const problems = ({ responses }: Route) => Object.entries(responses).filter(([, { content }]) => content && 'application/problem+json' in content);

  it('has good answers with schemas and examples, and a problem schema for each other status', async () => {
    for (const route of routesIn(await documentOf())) {
      const good = Object.entries(route.responses).filter(([status]) => status.startsWith('2'));
      expect([route.name, good.length > 0]).toEqual([route.name, true]);
      for (const [status, { description, content = {} }] of Object.entries(route.responses)) {
        expect([route.name, status, description]).toEqual([route.name, status, expect.stringMatching(/./)]);
        for (const { schema, example } of Object.values(content)) expect([route.name, status, schema, status >= '300' || example !== undefined]).toEqual([route.name, status, expect.anything(), true]);
      }
      const statuses = problems(route).map(([status]) => status);
      const guarded = ['401', '403', '404', '429', '500', '503'].filter((status) => !statuses.includes(status));
      expect([route.name, route.open === undefined ? guarded : []]).toEqual([route.name, []]);
    }
  });

  it('asks for a token unless it says why not, and shows an example of its body', async () => {
    for (const route of routesIn(await documentOf())) {
      expect([route.name, route.security]).toEqual([route.name, route.open === undefined ? [{ bearer: [] }] : undefined]);
      if (route.bodyType === 'application/json') expect([route.name, route.body]).toEqual([route.name, expect.any(Object)]);
      for (const parameter of route.parameters) expect([route.name, parameter.name, parameter.schema.type]).toEqual([route.name, parameter.name, expect.any(String)]);
    }
  });
});
