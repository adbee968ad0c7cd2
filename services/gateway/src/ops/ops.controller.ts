import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, LagReport, ListOf, ParkedItem, Problem, Texts, type GuardedRequest, type ParkedList } from '@flipside/service-kit';
import { UPSTREAMS } from '../parts.js';
import { passedOn } from '../proxy/passed-on.js';
import type { Upstream, Upstreams } from '../proxy/upstream.js';
import { withLagAcross } from './lag.js';

export class DeploymentLag {
  @ListOf(() => LagReport, { max: 10, description: 'One for each service that answers.' }) services: LagReport[];
  @Texts({ max: 10, description: 'Services that do not answer.', example: [] }) unreachable: string[];
}

export class DeploymentParked {
  @ListOf(() => ParkedItem, { max: 10_000 }) items: ParkedItem[];
  @Texts({ max: 10, description: 'Services that do not answer.', example: [] }) unreachable: string[];
}

interface Gathered<T> {
  readonly answers: readonly T[];
  readonly unreachable: string[];
}

/** What operators see of the whole deployment. A service that is down is named and hides nothing of the others. */
@ApiTags('operations')
@Controller('v1/ops')
export class OpsController {
  constructor(@Inject(UPSTREAMS) private readonly upstreams: Upstreams) {}

  @Get('lag')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'How far each consumer of each service is behind' })
  @ApiResponse({ status: 200, type: DeploymentLag })
  async lag(@Req() request: GuardedRequest): Promise<DeploymentLag> {
    const { answers, unreachable } = await this.gather<LagReport>('/v1/ops/lag', request);
    return { services: [...withLagAcross(answers)], unreachable };
  }

  @Get('parked')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Events that a consumer of any service could not handle' })
  @ApiResponse({ status: 200, type: DeploymentParked })
  async parked(@Req() request: GuardedRequest): Promise<DeploymentParked> {
    const { answers, unreachable } = await this.gather<ParkedList>('/v1/ops/parked', request);
    return { items: answers.flatMap(({ items }) => items), unreachable };
  }

  private async gather<T>(path: string, { headers, id }: GuardedRequest): Promise<Gathered<T>> {
    const ask = async (upstream: Upstream): Promise<T> =>
      passedOn<T>(await upstream.ask(path, { authorization: headers.authorization, correlationId: id, timeout: 5_000 }), upstream.service);
    const all = Object.values(this.upstreams);
    const found = await Promise.allSettled(all.map(ask));
    const refused = found.find((one) => one.status === 'rejected' && !isDown(one.reason));
    if (refused) throw (refused as PromiseRejectedResult).reason;
    return {
      answers: found.filter((one) => one.status === 'fulfilled').map(({ value }) => value),
      unreachable: all.filter((_, index) => found[index]!.status === 'rejected').map(({ service }) => service),
    };
  }
}

function isDown(error: unknown): boolean {
  return error instanceof Problem && error.code === 'service-unavailable';
}
