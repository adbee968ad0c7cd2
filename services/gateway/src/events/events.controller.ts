import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ServiceName } from '@flipside/contracts';
import type { Cursors } from '@flipside/privacy';
import { Access, EventPage, EventsQuery, Refuses, type GuardedRequest } from '@flipside/service-kit';
import { CURSORS, UPSTREAMS } from '../parts.js';
import { serviceNames } from '../openapi/read-documents.js';
import { passedOn } from '../proxy/passed-on.js';
import type { Upstreams } from '../proxy/upstream.js';
import { beginning, readMerged, type ReadFeed, type Vector } from './merged-feed.js';

const PURPOSE = 'events';

/** All services' public feeds as one. */
@ApiTags('event feed')
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(UPSTREAMS) private readonly upstreams: Upstreams,
    @Inject(CURSORS) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Access({ role: 'analyst' })
  @Refuses('log-restored')
  @ApiOperation({
    summary: 'Public contracts of all services, as CloudEvents, from the beginning on',
    description: 'Following the cursors misses and repeats nothing. Order is promised within each service only.',
  })
  @ApiResponse({ status: 200, type: EventPage })
  async page(@Query() query: EventsQuery, @Req() request: GuardedRequest): Promise<EventPage> {
    const from = query.after === undefined ? beginning : this.cursors.verify<Vector>(PURPOSE, query.after);
    const { items, next, state } = await readMerged(serviceNames, from, query.limit, this.reader(query.types, request));
    return { items: [...items], next: this.cursors.sign(PURPOSE, next), state };
  }

  /** Each service checks the caller's own token again. */
  private reader(types: string | undefined, { headers, id }: GuardedRequest): ReadFeed {
    return async (service: ServiceName, after, limit) => {
      const query = new URLSearchParams({ limit: String(limit), ...(after !== undefined && { after }), ...(types && { types }) });
      const options = { authorization: headers.authorization, correlationId: id };
      return passedOn<EventPage>(await this.upstreams[service].ask(`/v1/events/${service}?${query}`, options), service);
    };
  }
}
