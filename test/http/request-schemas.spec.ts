import type { Schema } from '@flipside/service-kit/openapi/examples';
import { validationPipe } from '@flipside/service-kit';
import type { Type } from '@nestjs/common';
import fc from 'fast-check';
import { allHandlers, type Handler } from './controllers.js';
import { documentOf, routesIn, type Route } from './document.js';
import { Schemas } from './schemas.js';
import { anyOf, variantsOf } from './violations.js';

const document = await documentOf();
const schemas = new Schemas(document);
const byName = new Map(routesIn(document).map((route) => [route.name, route]));
const find = (reference: string): Schema => (document.components!.schemas as Record<string, Schema>)[reference.split('/').at(-1)!]!;
const pipe = validationPipe();

/** Every class of a request's body, once, with its schema. */
const bodies = [...new Map((await allHandlers()).flatMap((handler): [Type<object>, Route][] => {
  const route = byName.get(handler.name);
  return handler.body && route ? [[handler.body, route]] : [];
}))];

async function refusalOf(metatype: Type<object>, value: unknown): Promise<string | undefined> {
  try {
    await pipe.transform(structuredClone(value), { type: 'body', metatype });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the two say of a value; undefined where they agree. */
async function disagreement(metatype: Type<object>, schema: object, what: string, value: unknown): Promise<string | undefined> {
  const faults = schemas.faults(schema, value);
  const refused = await refusalOf(metatype, value);
  if ((faults.length > 0) === (refused !== undefined)) return undefined;
  return `${metatype.name}, ${what}: the schema ${faults.length > 0 ? `refuses (${faults[0]})` : 'allows'}, the validator ${refused ?? 'allows'}`;
}

describe('schemas and validators of requests', () => {
  it('are known of every body in the document', () => {
    const described = [...byName.values()].filter(({ bodySchema }) => bodySchema).map(({ name }) => name);
    const handled = new Set(bodies.map(([, { name }]) => name));
    expect(described.length).toBeGreaterThan(60);
    expect(bodies.length).toBeGreaterThan(45);
    expect(bodies.filter(([, { bodySchema }]) => !bodySchema)).toEqual([]);
    expect(handled.size).toBe(bodies.length);
    const shared = Map.groupBy(bodies, ([, { bodySchema }]) => JSON.stringify(bodySchema));
    expect([...shared.values()].filter((classes) => classes.length > 1).map((classes) => classes.map(([, { name }]) => name))).toEqual([]);
  });

  it.each(bodies.map(([metatype, route]) => [metatype.name, metatype, route] as const))('%s allow the example, and are of one mind on every change of it', async (_, metatype, route) => {
    expect(schemas.faults(route.bodySchema!, route.body)).toEqual([]);
    expect(await refusalOf(metatype, route.body)).toBeUndefined();
    const found: string[] = [];
    for (const { what, value } of variantsOf(route.bodySchema as Schema, route.body, find)) {
      const differs = await disagreement(metatype, route.bodySchema!, what, value);
      if (differs) found.push(differs);
    }
    expect(found).toEqual([]);
  });

  it.each(bodies.map(([metatype, route]) => [metatype.name, metatype, route] as const))('%s are of one mind on any values', async (_, metatype, route) => {
    await fc.assert(fc.asyncProperty(anyOf(route.bodySchema as Schema, find), async (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown;
      expect(await disagreement(metatype, route.bodySchema!, JSON.stringify(plain), plain)).toBeUndefined();
    }), { numRuns: 25 });
  });
});

describe('queries', () => {
  const asked = (handler: Handler): Route | undefined => (handler.query ? byName.get(handler.name) : undefined);

  it('allow what their parameters show, and no parameter that is unknown or of another form', async () => {
    for (const handler of await allHandlers()) {
      const route = asked(handler);
      if (!route) continue;
      const parameters = route.parameters.filter((one) => one.in === 'query');
      const good = Object.fromEntries(parameters.map(({ name, schema }) => [name, String(schema.enum?.[0] ?? schema.example ?? (schema.type === 'integer' ? 50 : 'x'))]));
      const refused = (query: object) => pipe.transform(query, { type: 'query', metatype: handler.query! }).then(() => false, () => true);
      expect([route.name, await refused({ ...good })]).toEqual([route.name, false]);
      expect([route.name, await refused({ ...good, unknown: '1' })]).toEqual([route.name, true]);
      for (const { name, required, schema } of parameters) {
        const { [name]: _left, ...rest } = good;
        expect([route.name, name, await refused(rest)]).toEqual([route.name, name, required === true]);
        expect([route.name, name, await refused({ ...rest, [name]: [good[name], good[name]] })]).toEqual([route.name, name, true]);
        for (const value of ['', ' ', 'ÿ'.repeat(5_000), '-1', '1e9', '0x10', '2027-02-30']) {
          const parsed = schema.type === 'integer' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
          expect([route.name, name, value, await refused({ ...rest, [name]: value })]).toEqual([route.name, name, value, schemas.faults(schema, parsed).length > 0]);
        }
      }
    }
  });
});
