/** One rule of the architecture: what breaks it and what is like it and allowed, and where both would stand. */
export interface Case {
  readonly rule: string;
  readonly at: string;
  readonly forbidden: string;
  readonly allowed: string;
  /** The rule of ESLint that says no. */
  readonly by: string;
}

const boundary = (from: string, forbidden: string, allowed?: string): Case => ({
  rule: `${from} does not import ${forbidden}`,
  at: `${from}/src/a-file.ts`,
  forbidden: uses(`@flipside/${forbidden}`),
  allowed: uses(allowed ? `@flipside/${allowed}` : './another-file.js'),
  by: '@nx/enforce-module-boundaries',
});

function uses(module: string): string {
  return `import { thing } from '${module}';\nexport const used = thing;\n`;
}

/** For each project something that it must not know. */
const boundaries: readonly Case[] = [
  ['event-sourcing', 'contracts'],
  ['assignment', 'event-sourcing'],
  ['calendars', 'event-sourcing'],
  ['contracts', 'feeds', 'event-sourcing'],
  ['embedded-postgres', 'event-sourcing'],
  ['local-kafka', 'feeds'],
  ['event-store-postgres', 'contracts', 'event-sourcing'],
  ['event-store-eventstoredb', 'event-store-postgres', 'event-sourcing'],
  ['feeds', 'read-models', 'contracts'],
  ['read-models', 'privacy', 'feeds'],
  ['privacy', 'feeds', 'contracts'],
  ['service-kit', 'assignment', 'privacy'],
  ['participants-view', 'service-kit', 'read-models'],
].map(([name, forbidden, allowed]) => boundary(`libs/${name}`, forbidden!, allowed));

const services: readonly Case[] = [
  ...['participants', 'matching', 'sessions', 'analytics'].map((name) => boundary(`services/${name}`, 'gateway', 'service-kit')),
  boundary('services/matching', 'participants', 'participants-view'),
  boundary('services/gateway', 'participants', 'contracts'),
  boundary('libs/service-kit', 'participants', 'read-models'),
  boundary('libs/feeds', 'standalone', 'event-sourcing'),
  {
    ...boundary('services/standalone', 'anything', 'participants'),
    rule: 'standalone imports services, by their names', forbidden: uses('../../participants/src/service.js'),
  },
];

const DOMAIN = 'services/participants/src/domain/a-stream.ts';
const pure = (rule: string, forbidden: string, allowed: string, by = 'no-restricted-imports'): Case => ({ rule, at: DOMAIN, forbidden, allowed, by });
const FROM_ITSELF = uses('./person/events.js');

const domain: readonly Case[] = [
  pure('the domain imports no framework', uses('@nestjs/common'), uses('@flipside/event-sourcing')),
  pure('the domain imports no database', uses('pg'), uses('@flipside/contracts')),
  pure('the domain imports nothing of Node', uses('node:crypto'), FROM_ITSELF),
  pure('the domain imports no http', uses('../http/person.dto.js'), FROM_ITSELF),
  pure('the domain imports no read model', uses('../read-models/people/people.queries.js'), FROM_ITSELF),
  pure('the domain imports no policy', uses('../policies/on-people.js'), FROM_ITSELF),
  pure('the domain imports no timer', uses('../timers/fire.js'), FROM_ITSELF),
  pure('the domain imports no relay', uses('../relay/to-contract.js'), FROM_ITSELF),
  pure('the domain imports no kit', uses('@flipside/service-kit'), FROM_ITSELF),
  pure('the domain imports no adapter', uses('@flipside/event-store-postgres'), FROM_ITSELF),
  pure('the domain has no clock', 'export const now = Date.now();', 'export const day = (at: string): number => Date.parse(at);', 'no-restricted-properties'),
  pure('the domain has no clock in a Date', 'export const now = new Date();', 'export const day = (at: string): Date => new Date(at);', 'no-restricted-syntax'),
  pure('the domain throws no dice', 'export const dice = Math.random();', 'export const round = Math.round(1.5);', 'no-restricted-properties'),
  pure('the domain makes no ids', 'export const id = crypto.randomUUID();', 'export const idOf = (command: { id: string }): string => command.id;', 'no-restricted-globals'),
];

const free = (name: string, module: string): Case => ({
  rule: `${name} imports no framework: ${module}`,
  at: `libs/${name}/src/a-file.ts`,
  forbidden: uses(module),
  allowed: uses('./problem.js'),
  by: 'no-restricted-imports',
});

const inKit = (rule: string, forbidden: string, allowed: string, by = 'no-restricted-syntax'): Case => ({
  rule, forbidden, allowed, by, at: 'libs/service-kit/src/a-file.ts',
});

const style: readonly Case[] = [
  inKit('no variable at the top of a module', 'let count = 0;\nexport const next = (): number => count++;', 'export const next = (count: number): number => count + 1;'),
  inKit('no exported variable at the top of a module', 'export let count = 0;', 'export const count = 0;'),
  inKit('no empty map at the top of a module, to be filled later', 'const known = new Map<string, string>();\nexport const knows = (id: string): boolean => known.has(id);',
    "const known = new Map([['a', 'b']]);\nexport const knows = (id: string): boolean => known.has(id);"),
  inKit('no empty list at the top of a module, to be filled later', 'export const all: string[] = [];', "export const all: readonly string[] = ['a'];"),
  inKit('no empty object at the top of a module, to be filled later', 'export const all: Record<string, string> = {};', "export const all = { a: 'b' };"),
  inKit('no default export', 'export default function work(): void {}', 'export function work(): void {}'),
  inKit('only specs import libs/testing', uses('@flipside/testing'), uses('@flipside/event-sourcing'), 'no-restricted-imports'),
  inKit('nothing is written to the console', "console.log('x');", "process.stdout.write('x');", 'no-console'),
  inKit('a file has 200 lines at most', 'export const x = 1;\n'.repeat(201), 'export const x = 1;\n', 'max-lines'),
  inKit('a function has few branches', branches(8), branches(7), 'complexity'),
  {
    rule: 'no barrel inside a service', at: 'services/sessions/src/http/index.ts',
    forbidden: "export * from './session.controller.js';", allowed: '', by: 'no-restricted-syntax',
  },
  {
    rule: 'no barrel inside a service under another name', at: 'services/sessions/src/http/all.ts',
    forbidden: "export * from './session.controller.js';", allowed: "export { a } from './session.controller.js';", by: 'no-restricted-syntax',
  },
  {
    rule: 'what a request is validated against is imported as a value', at: 'services/sessions/src/http/a.controller.ts',
    forbidden: controller('import type { NewThing }'), allowed: controller('import { NewThing }'), by: 'house/request-types-are-values',
  },
  {
    rule: 'the same where the import is of values and types', at: 'services/sessions/src/http/a.controller.ts',
    forbidden: controller('import { type NewThing }'), allowed: controller('import { NewThing }'), by: 'house/request-types-are-values',
  },
];

function branches(count: number): string {
  const cases = Array.from({ length: count }, (_, i) => `  if (n === ${i}) return ${i * 2};`).join('\n');
  return `export function choose(n: number): number {\n${cases}\n  return n;\n}\n`;
}

function controller(imports: string): string {
  return `import { Body, Controller, Post } from '@nestjs/common';
${imports} from './a.dto.js';
@Controller('v1/things')
export class ThingController {
  @Post()
  create(@Body() body: NewThing): string {
    return body.id;
  }
}
`;
}

export const cases: readonly Case[] = [
  ...boundaries, ...services, ...domain,
  ...['@nestjs/common', 'pg', 'typeorm', 'kafkajs', 'rxjs', 'class-validator'].map((module) => free('event-sourcing', module)),
  ...['@nestjs/common', 'pg', 'fastify'].map((module) => free('assignment', module)),
  ...style,
];
