import { Body, Controller, Get, Inject, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ServiceOnly } from '../auth/access.js';
import type { GuardedRequest } from '../auth/access.guard.js';
import type { CallerService } from '../auth/service-token.js';
import { CLOCK, type Clock } from '../clock.js';
import { Instant, Texts } from '../http/fields.js';
import { ServiceRuntime } from '../runtime/runtime.js';
import type { ServiceStatus } from '../runtime/status.js';

export const RELEASE_KEYS = Symbol('ReleaseKeys');

/** Hands out keys by id to a service that their class is granted to (libs/privacy); what it may not have is left out. */
export type ReleaseKeys = (to: CallerService, ids: readonly string[]) => Promise<Readonly<Record<string, string>>>;

class KeyRequest {
  @Texts({ max: 10_000, length: 64 }) ids: string[];
}

class FireRequest {
  @Instant() until: string;
}

/** What the services of one deployment ask of each other. */
@ApiExcludeController()
@ServiceOnly()
@Controller('internal')
export class InternalController {
  constructor(
    @Inject(ServiceRuntime) private readonly runtime: ServiceRuntime,
    @Inject(RELEASE_KEYS) private readonly release: ReleaseKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('status')
  status(): Promise<ServiceStatus> {
    return this.runtime.status();
  }

  /** Keys in base64 by id. */
  @Post('keys')
  keys(@Body() request: KeyRequest, @Req() http: GuardedRequest): Promise<Readonly<Record<string, string>>> {
    return this.release(http.service!, request.ids);
  }

  /** Development mode moved business time: looks where it is now. */
  @Post('clock')
  async look(): Promise<{ now: string }> {
    await this.clock.refresh?.();
    return { now: this.clock.now() };
  }

  /** Development mode moves business time; due timers are fired in order. */
  @Post('timers/fire')
  async fire(@Body() { until }: FireRequest): Promise<{ fired: number }> {
    return { fired: await this.runtime.fireDue(until) };
  }
}
