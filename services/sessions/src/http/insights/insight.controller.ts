import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, From, mustFind, pageOf, PageQuery, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import type { InsightCommand } from '../../domain/insight/decide.js';
import { insightStream } from '../../domain/insight/events.js';
import { allOf, eventsOf, lastOf } from '../../log.js';
import type { InsightRow } from '../../read-models/insights/insights.entity.js';
import { Insights } from '../../read-models/insights/insights.queries.js';
import { pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, receipt } from '../handling.js';
import { MemberOfPairing, SponsorOfNamedProgramme } from '../owners.js';
import { ProgrammePageQuery, Receipt } from '../shared.dto.js';
import { LeaderOfInsight, PairOfInsight, SponsorOfInsight } from '../voice-owners.js';
import { ActionRequest, ClearingRequest, ImpactRequest, InsightPage, InsightRequest, type InsightView } from './insight.dto.js';

const LEADERSHIP = [{ role: 'sponsor', owner: SponsorOfInsight }, { role: 'participant', owner: LeaderOfInsight }] as const;

@ApiTags('insights')
@Controller('v1/insights')
export class InsightController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Insights) private readonly insights: Insights,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'participant', owner: MemberOfPairing })
  @ApiOperation({ summary: 'Write down what was learned; outside the pair it is a count until the mentor clears it' })
  @ApiResponse({ status: 201, type: Receipt })
  async share(@Body() body: InsightRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await mustFind(this.reads, () => this.pairings.one(body.pairingId)));
    const insightId = this.handling.concealedId(caller, 'insight');
    const command = { type: 'share', ...pair, insightId, by: caller.personId, area: body.area, text: body.text, at: caller.now() } as const;
    return this.decide(insightId, command, caller, insightId, 201, body);
  }

  @Post(':insightId/clear')
  @Access({ role: 'participant', owner: PairOfInsight })
  @ApiOperation({ summary: 'As the mentor: let an insight leave the pair, in these words' })
  @ApiResponse({ status: 200, type: Receipt })
  async clear(@Param('insightId') id: string, @Body() body: ClearingRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'clear', by: caller.personId, text: body.text, at: caller.now() }, caller, id, 200, body);
  }

  @Post(':insightId/actions')
  @Access(...LEADERSHIP)
  @ApiOperation({ summary: 'Commit to doing something about a cleared insight' })
  @ApiResponse({ status: 201, type: Receipt })
  async commit(@Param('insightId') id: string, @Body() { what, due }: ActionRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const actionId = caller.newId('action');
    return this.decide(id, { type: 'commitAction', actionId, by: caller.personId, what, due, at: caller.now() }, caller, actionId, 201);
  }

  @Post(':insightId/actions/:actionId/deliver')
  @Access(...LEADERSHIP)
  @ApiOperation({ summary: 'Say that your action is done' })
  @ApiResponse({ status: 200, type: Receipt })
  async deliver(@Param('insightId') id: string, @Param('actionId') actionId: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'deliverAction', actionId, by: caller.personId, at: caller.now() }, caller, actionId);
  }

  @Post(':insightId/actions/:actionId/impacts')
  @Access(...LEADERSHIP)
  @ApiOperation({ summary: 'Record what your action changed: a measure before and after' })
  @ApiResponse({ status: 200, type: Receipt })
  async impact(
    @Param('insightId') id: string,
    @Param('actionId') actionId: string,
    @Body() body: ImpactRequest,
    @From() caller: Caller,
  ): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'recordImpact', actionId, by: caller.personId, ...body, at: caller.now() }, caller, actionId);
  }

  @Get('mine')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Insights of your own pairings' })
  @ApiResponse({ status: 200, type: InsightPage })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<InsightPage> {
    const rows = await this.insights.of(await caller.ids());
    const { items, next } = pageOf(this.keys.cursors, `insights/of/${caller.personId}`, rows, ({ id }) => id, query);
    return { items: await Promise.all(items.map((row) => this.view(row))), next };
  }

  @Get()
  @Access({ role: 'sponsor', owner: SponsorOfNamedProgramme })
  @ApiOperation({ summary: 'Insights of a programme that were cleared' })
  @ApiResponse({ status: 200, type: InsightPage })
  async cleared(@Query() { programmeId, after, limit }: ProgrammePageQuery): Promise<InsightPage> {
    const purpose = `insights/${programmeId}`;
    const from = after && this.keys.cursors.verify<string>(purpose, after);
    const page = await this.insights.clearedIn(programmeId, { after: from, limit });
    const items = await Promise.all(page.rows.map((row) => this.view(row)));
    return { items, next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  private async view({ id, revision, programmeId, area, status, clearedOn, actions }: InsightRow): Promise<InsightView> {
    const events = await eventsOf(this.targets.insight, insightStream(id));
    const said = lastOf(events, status === 'cleared' ? 'InsightCleared' : 'InsightShared')?.data.text ?? null;
    const committed = new Map(allOf(events, 'ActionCommitted').map(({ data }) => [data.actionId, data]));
    const shown = Object.entries(actions).map(([actionId, { owner: _alias, impacts, ...facts }]) => {
      const { what = null, ownerId = null } = committed.get(actionId) ?? {};
      return { id: actionId, ...facts, what, ownerId, impacts: impacts.map((impact) => ({ ...impact })) };
    });
    return { id, revision, programmeId, area, status, clearedOn, text: said, actions: shown };
  }

  private async decide(
    insightId: string,
    command: InsightCommand,
    caller: Caller,
    answerId: string,
    status = 200,
    body: unknown = null,
  ): Promise<Answer<Receipt>> {
    return receipt(answerId, await this.handling.handle(this.targets.insight, insightStream(insightId), command, caller, body), status);
  }
}
