import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { formatPosition } from '@flipside/event-sourcing';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import type { Pool } from 'pg';
import { ServiceOnly } from '../auth/access.js';
import type { HidingAnswer, ToldAnswer } from './news.js';

export const RELAY_DATABASE = Symbol('RelayDatabase');
export const HIDING_KEY = Symbol('HidingKey');

/** Up to where this service's log was told to the broker: others wait for what they were told of it. */
@ApiExcludeController()
@ServiceOnly()
@Controller('internal')
export class ToldController {
  constructor(
    @Inject(RELAY_DATABASE) private readonly db: Pool,
    @Inject(HIDING_KEY) private readonly key: Buffer,
  ) {}

  @Get('told')
  async told(): Promise<ToldAnswer> {
    const place = await readRelayPlace(this.db);
    return place ? { upTo: formatPosition(place.upTo), ends: place.ends } : { upTo: '0:0', ends: {} };
  }

  /** Asked once by whoever reads this service's public topic: the key never changes. */
  @Get('told/hiding')
  hiding(): HidingAnswer {
    return { key: this.key.toString('base64') };
  }
}
