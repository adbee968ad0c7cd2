import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, From, mustFind, pageOf, PageQuery, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import type { ConcernCommand } from '../../domain/concern/commands.js';
import { concernStream } from '../../domain/concern/events.js';
import { dayOf } from '../../domain/moments.js';
import { eventsOf } from '../../log.js';
import type { ConcernRow } from '../../read-models/concerns/concerns.entity.js';
import { Concerns } from '../../read-models/concerns/concerns.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, receipt } from '../handling.js';
import { EnrolledInNamedProgramme } from '../owners.js';
import { Receipt } from '../shared.dto.js';
import { HandlerOfConcern, RaiserOfConcern } from '../voice-owners.js';
import { Cases } from './cases.js';
import { concernView } from './concern-view.js';
import { ConcernCounts, ConcernList, ConcernRequest, ConcernView, DisclosureRequest, MessageRequest, ResolutionRequest } from './concern.dto.js';
import { ConcernHandlers } from './handlers.js';

const HANDLER = { role: 'custodian', owner: HandlerOfConcern } as const;
const RAISER = { role: 'participant', owner: RaiserOfConcern } as const;

@ApiTags('concerns')
@Controller('v1/concerns')
export class ConcernController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Concerns) private readonly concerns: Concerns,
    @Inject(ConcernHandlers) private readonly handlers: ConcernHandlers,
    @Inject(Cases) private readonly cases: Cases,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'participant', owner: EnrolledInNamedProgramme })
  @ApiOperation({ summary: 'Raise a concern under your name, in confidence, to the custodian' })
  @ApiResponse({ status: 201, type: Receipt })
  async raise(@Body() body: ConcernRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const { programmeId, category, text, touches = [] } = body;
    const concernId = this.handling.concealedId(caller, 'concern');
    const on = dayOf(caller.now());
    const facts = { concernId, programmeId, reporter: { by: caller.personId }, category, text, touches, on };
    return this.decide(concernId, { type: 'raise', ...facts, ...(await this.handlers.of(programmeId, touches, on)) }, caller, concernId, 201, body);
  }

  @Post(':concernId/messages')
  @Access(HANDLER, RAISER)
  @ApiOperation({ summary: 'Write to the other side of a case' })
  @ApiResponse({ status: 201, type: Receipt })
  async write(@Param('concernId') id: string, @Body() body: MessageRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const messageId = this.handling.concealedId(caller, 'message');
    const command = { type: 'write', messageId, author: { by: caller.personId }, text: body.text, on: dayOf(caller.now()) } as const;
    return this.decide(id, command, caller, messageId, 201, body);
  }

  @Post(':concernId/disclosures/:disclosureId/allow')
  @Access(RAISER)
  @ApiOperation({ summary: 'Agree to a disclosure that was announced to you' })
  @ApiResponse({ status: 200, type: Receipt })
  async allow(@Param('concernId') id: string, @Param('disclosureId') disclosureId: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    const command = { type: 'allowDisclosure', disclosureId, reporter: { by: caller.personId }, on: dayOf(caller.now()) } as const;
    return this.decide(id, command, caller, disclosureId);
  }

  @Post(':concernId/acknowledge')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Acknowledge a concern; within 7 days' })
  @ApiResponse({ status: 200, type: Receipt })
  async acknowledge(@Param('concernId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'acknowledge', by: caller.personId, on: dayOf(caller.now()) }, caller, id);
  }

  @Post(':concernId/reassign')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Hand a case that touches you to the deputy' })
  @ApiResponse({ status: 200, type: Receipt })
  async reassign(@Param('concernId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'reassign', by: caller.personId, on: dayOf(caller.now()) }, caller, id);
  }

  @Post(':concernId/disclosures')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Tell the reporter beforehand to whom it would be disclosed, and why' })
  @ApiResponse({ status: 201, type: Receipt })
  async announce(@Param('concernId') id: string, @Body() { basis, to, why }: DisclosureRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const disclosureId = caller.newId('disclosure');
    const command = { type: 'announceDisclosure', disclosureId, by: caller.personId, basis, to, why, on: dayOf(caller.now()) } as const;
    return this.decide(id, command, caller, disclosureId, 201);
  }

  @Post(':concernId/disclosures/:disclosureId/disclose')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Record a disclosure: with the reporter’s consent, or by a duty they were told of' })
  @ApiResponse({ status: 200, type: Receipt })
  async disclose(@Param('concernId') id: string, @Param('disclosureId') disclosureId: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'disclose', disclosureId, by: caller.personId, on: dayOf(caller.now()) }, caller, disclosureId);
  }

  @Post(':concernId/feedback')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Tell the reporter what was done; within 3 months' })
  @ApiResponse({ status: 200, type: Receipt })
  async feedback(@Param('concernId') id: string, @Body() { text }: MessageRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'giveFeedback', by: caller.personId, text, on: dayOf(caller.now()) }, caller, id);
  }

  @Post(':concernId/resolve')
  @Access(HANDLER)
  @ApiOperation({ summary: 'Resolve a case after feedback' })
  @ApiResponse({ status: 200, type: Receipt })
  async resolve(@Param('concernId') id: string, @Body() { outcome, text }: ResolutionRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'resolve', by: caller.personId, outcome, text, on: dayOf(caller.now()) }, caller, id);
  }

  @Get('counts')
  @Access({ role: 'auditor' })
  @ApiOperation({ summary: 'Concerns as counts by month' })
  @ApiResponse({ status: 200, type: ConcernCounts })
  async counts(): Promise<ConcernCounts> {
    return { items: (await this.concerns.counts()).map((one) => ({ ...one })) };
  }

  @Get('mine')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Concerns that you raised under your name' })
  @ApiResponse({ status: 200, type: ConcernList })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<ConcernList> {
    return this.page(`concerns/raised/${caller.personId}`, await this.concerns.raisedBy(await caller.ids()), query);
  }

  @Get()
  @Access({ role: 'custodian' })
  @ApiOperation({ summary: 'The cases that are yours to handle' })
  @ApiResponse({ status: 200, type: ConcernList })
  async handled(@Query() query: PageQuery, @From() caller: Caller): Promise<ConcernList> {
    return this.page(`concerns/handled/${caller.personId}`, await this.cases.of(await caller.ids()), query);
  }

  @Get(':concernId')
  @Access(HANDLER, RAISER)
  @ApiOperation({ summary: 'One case with its thread' })
  @ApiResponse({ status: 200, type: ConcernView })
  async one(@Param('concernId') id: string): Promise<ConcernView> {
    return this.view(await mustFind(this.reads, () => this.concerns.one(id)));
  }

  private async page(purpose: string, rows: readonly ConcernRow[], query: PageQuery): Promise<ConcernList> {
    const { items, next } = pageOf(this.keys.cursors, purpose, rows, ({ raisedOn, id }) => `${raisedOn}/${id}`, query);
    return { items: await Promise.all(items.map((row) => this.view(row))), next };
  }

  private async view(row: ConcernRow): Promise<ConcernView> {
    return concernView(row, await eventsOf(this.targets.concern, concernStream(row.id)));
  }

  private async decide(
    concernId: string,
    command: ConcernCommand,
    caller: Caller,
    answerId: string,
    status = 200,
    body: unknown = null,
  ): Promise<Answer<Receipt>> {
    await this.cases.handOver(concernId, caller.personId, dayOf(caller.now()));
    return receipt(answerId, await this.handling.handle(this.targets.concern, concernStream(concernId), command, caller, body), status);
  }
}
