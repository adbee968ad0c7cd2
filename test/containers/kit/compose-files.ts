import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const COMPOSE = { production: 'docker-compose.yml', demo: 'infra/docker/compose.demo.yml', postgresStore: 'infra/docker/compose.postgres-store.yml' } as const;

export interface ComposeService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const files = new Map(Object.values(COMPOSE).map((path) => [path as string, parsed(path)]));

/** A compose file with its anchors resolved and its `${…}` as written. */
export function composeFile(path: string): ComposeFile {
  return files.get(path)!;
}

function parsed(path: string): ComposeFile {
  return parse(textOf(path), { merge: true, logLevel: 'error' }) as ComposeFile; // compose's own tags (!reset) are no values
}

export function textOf(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** What a service's container is told by these files, one over the other, filled in from an `.env`. */
export function environmentOf(service: string, paths: readonly string[], env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const written = Object.assign({}, ...paths.map((path) => composeFile(path).services[service]?.environment)) as Record<string, string>;
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, filledIn(value, env)]));
}

/** As compose does it. @throws Error that says which value is missing. */
export function filledIn(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
    const value = env[name] ?? '';
    if (value !== '' || kind === undefined) return value;
    if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
    return rest;
  });
}

/** A new `.env`, as new-env.sh prints it. */
export function newEnv(...options: readonly string[]): Readonly<Record<string, string>> {
  const lines = execFileSync('sh', [`${ROOT}infra/docker/new-env.sh`, ...options], { encoding: 'utf8' }).split('\n');
  return Object.fromEntries(lines.filter((line) => /^\w+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** `NAME=value` of the last stage's ENV lines: what every container of the image is told. */
export function imageEnvironment(): Readonly<Record<string, string>> {
  const last = textOf('infra/docker/Dockerfile').split(/^FROM /m).at(-1)!;
  const words = [...last.matchAll(/^ENV (.+)$/gm)].flatMap((line) => line[1]!.split(' '));
  return Object.fromEntries(words.map((word) => word.split('=') as [string, string]));
}
