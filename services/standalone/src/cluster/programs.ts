import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@flipside/contracts';

/** A process of a cluster. */
export type Program = ServiceName | 'gateway';

export const services: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];
/** In the order in which they are shown; the gateway is stopped first. */
export const programs: readonly Program[] = [...services, 'gateway'];

/** Arguments of node that run a program. */
export type ProgramArguments = (program: Program) => readonly string[];

/** The programs as this one is run: as they were built, or from the sources with what node was told for that; their heap as in the image. */
export function programAsThis(program: Program): readonly string[] {
  const fromSources = import.meta.url.endsWith('.ts');
  const file = fromSources ? 'src/main.ts' : 'dist/main.js';
  return ['--max-semi-space-size=64', '--heap-growing-percent=100', ...(fromSources ? process.execArgv : []), fileURLToPath(new URL(`../../../${program}/${file}`, import.meta.url))];
}

/** Of development mode: business time. */
export const STATE_DATABASE = 'development';

export function keysDatabaseOf(service: ServiceName): string {
  return `${service}_keys`;
}

export const databases: readonly string[] = [STATE_DATABASE, ...services.flatMap((service) => [service, keysDatabaseOf(service)])];
