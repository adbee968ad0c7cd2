import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Open } from '../auth/access.js';
import { Answer } from '../http/answer.js';
import { MapOf, OneOf, Text } from '../http/fields.js';

export const DEPENDENCIES = Symbol('Dependencies');

/** Something the service works with; the check throws when it does not answer. */
export interface Dependency {
  readonly name: string;
  check(): Promise<unknown>;
  /**
   * What its loss means: `needed` (unless given) that no request can be taken, `any` that none can where all of these are
   * lost, `spared` nothing: what it does is done later.
   */
  readonly loss?: 'needed' | 'any' | 'spared';
}

export const STALLED = Symbol('Stalled');

/** Why the process should be replaced by a new one; undefined while it works. */
export type Stalled = () => string | undefined;

export class Liveness {
  @OneOf(['up', 'down']) status: 'up' | 'down';
  @Text({ optional: true, description: 'Why the process should be replaced.', example: 'a part stands still' }) reason?: string;
}

export class Readiness {
  @OneOf(['up', 'down']) status: 'up' | 'down';
  @MapOf('string', { description: '`up` or `down` by the name of what it depends on.', example: { database: 'up' } }) dependencies: Record<string, string>;
}

const CHECK_TIMEOUT_MS = 2_000;

@ApiTags('health')
@Controller('health')
@Open('Orchestrators ask without a token; only names and states are shown.')
export class HealthController {
  constructor(
    @Inject(DEPENDENCIES) private readonly dependencies: readonly Dependency[],
    @Inject(STALLED) private readonly stalled: Stalled,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process works' })
  @ApiResponse({ status: 200, type: Liveness, description: 'It does.' })
  @ApiResponse({ status: 503, type: Liveness, description: 'Only a new process helps.' })
  live(): Answer<Liveness> {
    const reason = this.stalled();
    return reason === undefined ? new Answer({ status: 'up' }, { status: 200 }) : new Answer({ status: 'down', reason }, { status: 503 });
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether the service can take requests, with each thing it depends on' })
  @ApiResponse({ status: 200, type: Readiness, description: 'All that it needs answers.' })
  @ApiResponse({ status: 503, type: Readiness, description: 'Something that it needs does not answer.' })
  async ready(): Promise<Answer<Readiness>> {
    const states = await Promise.all(this.dependencies.map(async (one) => ({ ...one, state: await stateOf(one) })));
    const up = isReady(states);
    const dependencies = Object.fromEntries(states.map(({ name, state }) => [name, state]));
    return new Answer({ status: up ? 'up' : 'down', dependencies }, { status: up ? 200 : 503 });
  }
}

type Found = Pick<Dependency, 'loss'> & { readonly state: 'up' | 'down' };

export function isReady(all: readonly Found[]): boolean {
  const isUp = ({ state }: Found): boolean => state === 'up';
  const alternatives = all.filter(({ loss }) => loss === 'any');
  return all.filter(({ loss = 'needed' }) => loss === 'needed').every(isUp) && (alternatives.length === 0 || alternatives.some(isUp));
}

export async function stateOf(dependency: Dependency): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => (timer = setTimeout(() => resolve('down'), CHECK_TIMEOUT_MS)));
  const checked = dependency.check().then(() => 'up' as const, () => 'down' as const);
  return Promise.race([checked, late]).finally(() => clearTimeout(timer));
}
