import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Answer, Id, Instant, Int, ListOf, Open, roles, Text, Texts, type DevIssuer, type Role } from '@flipside/service-kit';
import type { JSONWebKeySet } from 'jose';
import { DEVELOPMENT } from '../parts.js';
import { ClockMover } from './clock-mover.js';

export class TokenRequest {
  @Texts({ values: roles, max: roles.length, example: ['programme-admin'] }) roles: Role[];
  @Id({ optional: true, description: 'The person whose token it is.' }) personId?: string;
  @Text({ optional: true, max: 100, description: 'Whose token it is otherwise; the roles, where nothing is given.' }) subject?: string;
}

export class TokenAnswer {
  @Text({ max: 4_000, description: 'For the Authorization header, after `Bearer `.' }) token: string;
  @Text() subject: string;
}

export class ClockMove {
  @Instant() to: string;
}

export class ClockAnswer {
  @Instant({ description: 'Business time.' }) now: string;
}

export class ClockMoved extends ClockAnswer {
  @Int({ description: 'Timers fired on the way.' }) fired: number;
  @Int({ description: 'Due moments at which business time stopped.' }) moments: number;
}

export class SettledService {
  @Text({ example: 'matching' }) service: string;
  @Text({ description: 'Head of its log, which all who follow it have reached.', example: '1:4711' }) head: string;
  @Text({ nullable: true, description: 'Business time of its next timer.' }) nextDue: string | null;
}

export class Settled {
  @Instant({ description: 'Business time.' }) now: string;
  @ListOf(() => SettledService, { max: 10 }) services: SettledService[];
}

/** What development mode is made of. */
export interface Development {
  readonly issuer: DevIssuer;
  readonly mover: ClockMover;
  /** Aborted when the gateway stops. */
  readonly stopping: AbortSignal;
}

/** Under the five minutes after which common clients give up by themselves. */
const LONGEST_MS = 280_000;
const WHY = 'Only development mode has this route.';

/** Development mode alone: tokens for whoever asks, and business time that can be moved. */
@ApiTags('development')
@Controller('v1/dev')
@Open(WHY)
export class DevController {
  constructor(@Inject(DEVELOPMENT) private readonly development: Development) {}

  @Post('tokens')
  @ApiOperation({ summary: 'A token of any roles, of any person' })
  @ApiResponse({ status: 200, type: TokenAnswer })
  async token(@Body() request: TokenRequest): Promise<Answer<TokenAnswer>> {
    const { personId } = request;
    const subject = request.subject ?? personId ?? request.roles.join('+');
    const token = await this.development.issuer.issue({ subject, personId, roles: request.roles });
    return new Answer({ token, subject }, { status: 200 });
  }

  @Get('jwks.json')
  @ApiOperation({ summary: 'Public keys of the built-in issuer' })
  @ApiResponse({ status: 200, description: 'A JSON Web Key Set', schema: { type: 'object', additionalProperties: true } })
  jwks(): JSONWebKeySet {
    return this.development.issuer.trust.keys as JSONWebKeySet;
  }

  @Get('clock')
  @ApiOperation({ summary: 'Business time' })
  @ApiResponse({ status: 200, type: ClockAnswer })
  clock(): ClockAnswer {
    return { now: this.development.mover.now() };
  }

  @Post('clock')
  @ApiOperation({ summary: 'Move business time on; everything that falls due on the way is done in order before it answers' })
  @ApiResponse({ status: 200, type: ClockMoved })
  async move(@Body() { to }: ClockMove): Promise<Answer<ClockMoved>> {
    return new Answer({ ...(await this.development.mover.moveTo(to, this.limit())) }, { status: 200 });
  }

  @Get('settled')
  @ApiOperation({ summary: 'Wait until nothing is under way in any service' })
  @ApiResponse({ status: 200, type: Settled })
  async settled(): Promise<Settled> {
    const statuses = await this.development.mover.settled(this.limit());
    const services = statuses.map(({ service, head, nextDue }) => ({ service, head, nextDue: nextDue ?? null }));
    return { now: this.development.mover.now(), services };
  }

  private limit(): AbortSignal {
    return AbortSignal.any([this.development.stopping, AbortSignal.timeout(LONGEST_MS)]);
  }
}
