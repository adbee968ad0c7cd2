import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, found, From, mustFind, pageOf, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { SessionDesk } from '../../desk/session-desk.js';
import type { AgreementState } from '../../domain/agreement/state.js';
import type { SprintCommand } from '../../domain/sprint/commands.js';
import { sprintStream } from '../../domain/sprint/events.js';
import { eventsOf, lastOf } from '../../log.js';
import { pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import { Sprints } from '../../read-models/sprints/sprints.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, receipt } from '../handling.js';
import { MemberOfPairing, MemberOfSprint } from '../owners.js';
import { PairingPageQuery, Receipt } from '../shared.dto.js';
import { EnvironmentRequest, EvidenceRequest, SprintDetails, SprintList, SprintRequest } from './sprint.dto.js';

const OWN = { role: 'participant', owner: MemberOfSprint } as const;

@ApiTags('sprints')
@Controller('v1/sprints')
export class SprintController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(SessionDesk) private readonly desk: SessionDesk,
    @Inject(Sprints) private readonly sprints: Sprints,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'participant', owner: MemberOfPairing })
  @ApiOperation({ summary: 'Plan a sprint on a topic of the agreement in force' })
  @ApiResponse({ status: 201, type: Receipt })
  async plan(@Body() { pairingId, topic, startsOn, endsOn, exercise }: SprintRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await mustFind(this.reads, () => this.pairings.one(pairingId)));
    const sprintId = caller.newId('sprint');
    return this.desk.plan(pairingId, async (agreement) => {
      const facts = { topic, startsOn, endsOn, exercise: { ...exercise }, agreement: topicsIn(agreement) };
      return this.decide(sprintId, { type: 'plan', ...pair, sprintId, by: caller.personId, ...facts, at: caller.now() }, caller, 201);
    });
  }

  @Post(':sprintId/environment')
  @Access(OWN)
  @ApiOperation({ summary: 'Say that the sandbox and the leader’s own account are ready' })
  @ApiResponse({ status: 200, type: Receipt })
  async prepare(@Param('sprintId') id: string, @Body() environment: EnvironmentRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'prepare', by: caller.personId, environment, at: caller.now() }, caller);
  }

  @Post(':sprintId/start')
  @Access(OWN)
  @ApiOperation({ summary: 'Start a sprint' })
  @ApiResponse({ status: 200, type: Receipt })
  async start(@Param('sprintId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'start', by: caller.personId, at: caller.now() }, caller);
  }

  @Post(':sprintId/complete')
  @Access(OWN)
  @ApiOperation({ summary: 'Complete a sprint with the evidence that the mentor has seen' })
  @ApiResponse({ status: 200, type: Receipt })
  async complete(@Param('sprintId') id: string, @Body() { evidence }: EvidenceRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'complete', by: caller.personId, evidence, at: caller.now() }, caller);
  }

  @Post(':sprintId/abandon')
  @Access(OWN)
  @ApiOperation({ summary: 'Give a sprint up' })
  @ApiResponse({ status: 200, type: Receipt })
  async abandon(@Param('sprintId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'abandon', by: caller.personId, at: caller.now() }, caller);
  }

  @Get()
  @Access({ role: 'participant', owner: MemberOfPairing })
  @ApiOperation({ summary: 'Sprints of your pairing' })
  @ApiResponse({ status: 200, type: SprintList })
  async ofPairing(@Query() query: PairingPageQuery): Promise<SprintList> {
    const rows = await this.sprints.ofPairing(query.pairingId);
    const { items, next } = pageOf(this.keys.cursors, `sprints/${query.pairingId}`, rows, ({ startsOn, id }) => `${startsOn}/${id}`, query);
    return { items: items.map((row) => ({ ...row })), next };
  }

  @Get(':sprintId')
  @Access(OWN)
  @ApiOperation({ summary: 'One sprint, with its exercise and evidence' })
  @ApiResponse({ status: 200, type: SprintDetails })
  async one(@Param('sprintId') id: string): Promise<Answer<SprintDetails>> {
    const row = await mustFind(this.reads, () => this.sprints.one(id));
    const events = await eventsOf(this.targets.sprint, sprintStream(id));
    const exercise = lastOf(events, 'SprintPlanned')?.data.exercise ?? null;
    return found({ ...row, exercise, evidence: lastOf(events, 'SprintCompleted')?.data.evidence ?? null });
  }

  private async decide(id: string, command: SprintCommand, caller: Caller, status = 200): Promise<Answer<Receipt>> {
    return receipt(id, await this.handling.handle(this.targets.sprint, sprintStream(id), command, caller), status);
  }
}

function topicsIn(agreement: AgreementState): { readonly inForce: boolean; readonly topics: readonly string[] } {
  if (agreement.status !== 'in-force' || !agreement.terms) return { inForce: false, topics: [] };
  return { inForce: true, topics: agreement.terms.topics.map(({ topic }) => topic) };
}
