import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, From, mustFind, pageOf, Problem, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { agreementStream } from '../../domain/agreement/events.js';
import type { AgreementState } from '../../domain/agreement/state.js';
import type { AssessmentCommand } from '../../domain/assessment/decide.js';
import { assessmentStream, growthSkills, type GrowthSkill } from '../../domain/assessment/events.js';
import type { Pair } from '../../domain/pair.js';
import { sprintStream } from '../../domain/sprint/events.js';
import { eventsOf, stateOf } from '../../log.js';
import { Assessments } from '../../read-models/assessments/assessments.projection.js';
import { pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, quietly } from '../handling.js';
import { MemberOfPairing } from '../owners.js';
import { PairingPageQuery, Receipt } from '../shared.dto.js';
import { readingsFor } from './assessment-view.js';
import { AssessmentRequest, Readings } from './assessment.dto.js';

const MEMBER = { role: 'participant', owner: MemberOfPairing } as const;

@ApiTags('assessments')
@Controller('v1/assessments')
export class AssessmentController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Assessments) private readonly assessments: Assessments,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access(MEMBER)
  @ApiOperation({ summary: 'Rate an agreed skill, or a mentor’s growth; nobody else reads who rated what' })
  @ApiResponse({ status: 201, type: Receipt })
  async assess(@Body() body: AssessmentRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await this.pairing(body.pairingId));
    const command = body.subject === 'mentor' ? growthOf(body, pair, caller) : await this.skillOf(body, pair, caller);
    const stream = assessmentStream(body.pairingId, body.subject, command.skill);
    const result = await this.handling.handle(this.targets.assessment, stream, command, caller, body);
    return quietly({ id: stream.slice('assessment-'.length) }, result, 201);
  }

  @Get()
  @Access(MEMBER)
  @ApiOperation({ summary: 'Readings that you may see: your own and what a task showed' })
  @ApiResponse({ status: 200, type: Readings })
  async mine(@Query() query: PairingPageQuery, @From() caller: Caller): Promise<Readings> {
    const { pairingId } = query;
    const pair = pairOfRow(await this.pairing(pairingId));
    const rows = await this.assessments.ofPairing(pairingId);
    const streams = await Promise.all(rows.map(({ id }) => eventsOf(this.targets.assessment, `assessment-${id}`)));
    const readings = readingsFor(caller.personId, pair, streams.flat());
    return pageOf(this.keys.cursors, `assessments/${pairingId}/${caller.personId}`, readings, keyOf, query);
  }

  private pairing(id: string) {
    return mustFind(this.reads, () => this.pairings.one(id));
  }

  private async skillOf(body: AssessmentRequest, pair: Pair, caller: Caller): Promise<AssessmentCommand> {
    const { pairingId, skill, rater, occasion, rating, ratingThen, sprintId } = body;
    if (rater === undefined) throw new Problem('request-invalid', 'Say as what you rate: rater is self, mentor or evidence.');
    if (rater === 'evidence' && sprintId !== undefined) await this.refuseUnlessShown(sprintId, pairingId, skill);
    const target = targetOf(await stateOf(this.targets.agreement, agreementStream(pairingId)), skill);
    const more = { ...(ratingThen !== undefined && { ratingThen }), ...(rater === 'evidence' && sprintId !== undefined && { sprintId }) };
    return { type: 'assessSkill', ...pair, by: caller.personId, skill, rater, occasion, rating, target, ...more, at: caller.now() };
  }

  /** Evidence is a sprint of the same pair on the same skill that was completed. */
  private async refuseUnlessShown(sprintId: string, pairingId: string, skill: string): Promise<void> {
    const sprint = await stateOf(this.targets.sprint, sprintStream(sprintId));
    if (sprint.status === 'completed' && sprint.ids.pairingId === pairingId && sprint.topic === skill) return;
    throw new DomainError('evidence-missing', 'Name a completed sprint of yours on this skill.');
  }
}

function growthOf({ skill, occasion, rating, comment }: AssessmentRequest, pair: Pair, caller: Caller): AssessmentCommand {
  if (!growthSkills.includes(skill as GrowthSkill)) {
    throw new DomainError('skill-not-agreed', `A mentor grows in ${growthSkills.join(', ')}.`);
  }
  const reading = { skill: skill as GrowthSkill, occasion, rating, comment: comment ?? null };
  return { type: 'assessGrowth', ...pair, by: caller.personId, ...reading, at: caller.now() };
}

/** Nobody rates the same twice on one occasion. */
function keyOf({ assessedOn, subject, skill, rater, occasion }: Readings['items'][number]): string {
  return [assessedOn, subject, skill, rater, occasion].join('/');
}

/** As agreed last, in force or waiting to be; null for what is not agreed. */
function targetOf(agreement: AgreementState, skill: string): number | null {
  if (agreement.status === 'none') return null;
  const { levels } = agreement.terms ?? agreement.draft ?? { levels: null };
  return levels?.find(({ topic }) => topic === skill)?.target ?? null;
}
