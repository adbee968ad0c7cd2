import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { Bool, Int, ListOf, Text } from '../http/fields.js';
import { Answer } from '../http/answer.js';
import { Operations } from './operations.js';

export class ConsumerLag {
  @Text({ description: 'The consumer: a read model or a policy.', example: 'participants.directory' }) consumer: string;
  @Text({ description: 'The service whose events it follows.', example: 'participants' }) source: string;
  @Text({ description: 'Where it stands, `epoch:n`.', example: '1:4711' }) position: string;
  @Int({ nullable: true, description: 'Events it has still to examine; null for a source of another service.' }) lag: number | null;
}

export class LagReport {
  @Text({ example: 'participants' }) service: string;
  @Text({ description: 'Head of its log, `epoch:n`.', example: '1:4711' }) head: string;
  @ListOf(() => ConsumerLag, { max: 1000 }) consumers: ConsumerLag[];
  @Int({ description: 'Requests and jobs under way.' }) inFlight: number;
  @Text({ nullable: true, description: 'Business time of the next timer.', example: '2027-03-15T09:30:00.000Z' }) nextDue: string | null;
  @Int({ description: 'Events parked by its consumers.' }) parked: number;
  @Int({ description: 'Messages of types that are not known to the process that answers, ignored since it began.' }) unknown: number;
  @Int({ description: 'Messages of newer minor versions, taken without what is new in them.' }) newer: number;
  @Int({ description: 'Messages that could not be read, kept raw for 30 days.' }) unreadable: number;
}

export class ParkedItem {
  @Text({ example: 'participants.12' }) id: string;
  @Text({ description: 'The read model or policy that could not handle it.', example: 'participants.directory' }) consumer: string;
  @Text() source: string;
  @Text({ description: 'Id of the event; its content is not shown.' }) eventId: string;
  @Text() type: string;
  @Text() position: string;
  @Text({ description: 'Name and code of the error.' }) error: string;
  @Text() parkedAt: string;
  @Bool({ description: 'It was not tried: an earlier event of its stream is parked for the consumer, and it goes on behind that one.' }) queued: boolean;
}

export class ParkedList {
  @ListOf(() => ParkedItem, { max: 1000 }) items: ParkedItem[];
}

export class ParkedReceipt {
  @Text({ example: 'participants.12' }) id: string;
  @Int({ description: 'Events of its stream that were handled, those that queued behind it included.' }) handled: number;
  @Int({ description: 'Events of its stream that are still parked.' }) left: number;
}

export class RebuildStatus {
  @Text({ example: 'participants.directory' }) name: string;
  @Text({ example: 'running', description: 'never, running, done or failed' }) state: string;
  @Text({ description: 'Events examined so far.' }) done: string;
  @Text({ description: 'Events there were at the start.' }) of: string;
  @Text({ nullable: true, description: 'Why it failed.' }) error: string | null;
}

/** What operators see and do: no business content. Names carry their service: `participants.directory`. */
@ApiTags('operations')
@ApiParam({ name: 'id', schema: { type: 'string', pattern: '^[a-z]+\\.\\d{1,18}$', example: 'participants.12' } })
@ApiParam({ name: 'name', schema: { type: 'string', pattern: '^[a-z]+\\.[a-z][a-z-]*$', example: 'participants.people' } })
@Controller('v1/ops')
export class OpsController {
  constructor(@Inject(Operations) private readonly operations: Operations) {}

  @Get('lag')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'How far each consumer is behind' })
  @ApiResponse({ status: 200, type: LagReport })
  lag(): Promise<LagReport> {
    return this.operations.lag();
  }

  @Get('parked')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Events that a consumer could not handle' })
  @ApiResponse({ status: 200, type: ParkedList })
  async parked(): Promise<ParkedList> {
    return { items: await this.operations.parked() };
  }

  @Post('parked/:id/replay')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Hand a parked event to its consumer once more, and then those that queue behind it' })
  @ApiResponse({ status: 200, type: ParkedReceipt, description: 'It was handled and is no longer parked.' })
  async replay(@Param('id') id: string): Promise<Answer<ParkedReceipt>> {
    return new Answer(await this.operations.replay(id), { status: 200 });
  }

  @Post('parked/:id/discard')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Give up on a parked event; later events of its stream go on' })
  @ApiResponse({ status: 200, type: ParkedReceipt, description: 'It is no longer parked.' })
  async discard(@Param('id') id: string): Promise<Answer<ParkedReceipt>> {
    return new Answer(await this.operations.discard(id), { status: 200 });
  }

  @Post('read-models/:name/rebuild')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Build a read model anew beside the active one and switch over when it has caught up' })
  @ApiResponse({ status: 202, type: RebuildStatus })
  async rebuild(@Param('name') name: string): Promise<Answer<RebuildStatus>> {
    return new Answer(await this.operations.rebuild(name), { status: 202 });
  }

  @Get('read-models/:name')
  @Access({ role: 'operator' })
  @ApiOperation({ summary: 'Progress of the last rebuild' })
  @ApiResponse({ status: 200, type: RebuildStatus })
  status(@Param('name') name: string): Promise<RebuildStatus> {
    return this.operations.rebuildStatus(name);
  }
}
