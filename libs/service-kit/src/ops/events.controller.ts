import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import type { Cursors } from '@flipside/privacy';
import { Access, ServiceOnly } from '../auth/access.js';
import { ListOf, MapOf, OneOf, Text } from '../http/fields.js';
import { PageQuery } from '../http/paging.js';
import type { ToldContract } from '../peers/http-feed.js';
import { Refuses } from '../http/refuses.js';
import { Problem } from '../problem.js';
import { PublicFeed } from './public-feed.js';

export const FEED_SOURCE = Symbol('FeedSource');

/** A service's contracts by audience, with the signer of its cursors. */
export interface FeedSource {
  readonly service: ServiceName;
  feed(audience: Audience): Feed<Contract>;
  readonly cursors: Cursors;
}

export class EventsQuery extends PageQuery {
  @Text({
    optional: true, max: 3_250, pattern: /^[A-Za-z]{1,64}(,[A-Za-z]{1,64}){0,49}$/, description: 'Only these types, comma-separated.',
    example: 'PairingActivated,PairingCompleted',
  })
  types?: string;
}

/** A CloudEvents 1.0 event as JSON. */
export class CloudEvent {
  @OneOf(['1.0']) specversion: '1.0';
  @Text({ description: 'Id of the event; a repeat has the same.' }) id: string;
  @Text({ example: '/flipside/matching' }) source: string;
  @Text({ example: 'flipside.matching.PairingActivated.v1' }) type: string;
  @Text({ description: 'The stream, within which order holds.', example: 'pairing-0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10' }) subject: string;
  @Text({ description: 'Business time, ISO 8601 in UTC.' }) time: string;
  @OneOf(['application/json']) datacontenttype: 'application/json';
  @Text({ max: 1000, description: 'Cursor of what comes after this event. It can’t be read or compared: a number would count what is not shown.' })
  position: string;
  @MapOf('object', { description: 'The contract: see the AsyncAPI document.' }) data: Record<string, unknown>;
}

export class EventPage {
  @ListOf(() => CloudEvent, { max: 500 }) items: CloudEvent[];
  @Text({ max: 1000, description: 'Cursor of what comes after; follow it for ever. It is there on an empty page too.' }) next: string;
  @OneOf(['more', 'end'], { description: 'Whether the log goes on beyond this page just now.' }) state: 'more' | 'end';
}

const SERVICES: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];

/** The public event feed of one service: from the beginning, in its order, always the same. */
@ApiTags('event feed')
@Controller()
export class EventsController {
  private readonly feed: PublicFeed;

  constructor(@Inject(FEED_SOURCE) private readonly source: FeedSource) {
    this.feed = new PublicFeed(source.service, source.feed('public'), source.cursors);
  }

  @Get('v1/events/:service')
  @Access({ role: 'analyst' })
  @ApiParam({ name: 'service', schema: { type: 'string', enum: [...SERVICES] } })
  @Refuses('log-restored')
  @ApiOperation({ summary: 'Public contracts of one service, as CloudEvents, from the beginning on' })
  @ApiResponse({ status: 200, type: EventPage })
  async page(@Param('service') service: string, @Query() query: EventsQuery): Promise<EventPage> {
    if (service !== this.source.service) throw new Problem('not-found', 'There is no such service.');
    const { items, next, ended } = await this.feed.page(query.after, query.limit, typeFilter(query.types));
    return { items: items.map(({ contract, cursor }) => toCloudEvent(contract, cursor)), next, state: ended ? 'end' : 'more' };
  }

  /** Raw contracts for other services of the deployment; sealed sections stay sealed. */
  @Get('internal/contracts/:audience')
  @ServiceOnly()
  @ApiExcludeEndpoint()
  async contracts(@Param('audience') audience: string, @Query('after') after?: string): Promise<object> {
    const feed = this.feedOf(audience);
    const { events, upTo } = await feed.read({ after: after ? parsePosition(after) : undefined, limit: 1_000 });
    return { upTo: formatPosition(upTo), events: events.map(toldContract) };
  }

  /** The end of the log, for who measures how far behind it is: no event is read. */
  @Get('internal/contracts/:audience/head')
  @ServiceOnly()
  @ApiExcludeEndpoint()
  async head(@Param('audience') audience: string): Promise<object> {
    return { head: formatPosition(await this.feedOf(audience).head()) };
  }

  /** One of them by its id, for who has parked it; none where it is not told. */
  @Get('internal/contracts/:audience/one')
  @ServiceOnly()
  @ApiExcludeEndpoint()
  async one(@Param('audience') audience: string, @Query('stream') stream: string, @Query('id') id: string): Promise<object> {
    const event = await this.feedOf(audience).find(stream, id);
    return { events: event ? [toldContract(event)] : [] };
  }

  private feedOf(audience: string): Feed<Contract> {
    if (audience !== 'public' && audience !== 'sealed') throw new Problem('not-found', 'There is no such audience.');
    return this.source.feed(audience);
  }
}

function toldContract(event: Contract): ToldContract {
  return { ...event, revision: event.revision.toString(), position: formatPosition(event.position) };
}

function typeFilter(types: string | undefined): (contract: Contract) => boolean {
  if (!types) return () => true;
  const wanted = new Set(types.split(','));
  return ({ type }) => wanted.has(type);
}

export function toCloudEvent(contract: Contract, position: string): CloudEvent {
  return {
    specversion: '1.0',
    id: contract.id,
    source: `/flipside/${contract.service}`,
    type: `flipside.${contract.service}.${contract.type}.v1`,
    subject: contract.stream,
    time: contract.at,
    datacontenttype: 'application/json',
    position,
    data: contract.data as Record<string, unknown>,
  };
}
