import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isEmployedOn } from '@flipside/contracts';
import { handleCommand } from '@flipside/event-sourcing';
import { Access, Answer, From, mustFind, Problem, READ_YOUR_WRITES, type Caller, type ReadYourWrites } from '@flipside/service-kit';
import type { EnrolmentCommand } from '../domain/enrolment/commands.js';
import { enrolmentStream } from '../domain/enrolment/events.js';
import type { EnrolmentRow } from '../read-models/enrolments/enrolments.entity.js';
import { Enrolments } from '../read-models/enrolments/enrolments.queries.js';
import { People } from '../read-models/people/people.queries.js';
import { Programmes } from '../read-models/programmes/programmes.queries.js';
import { TARGETS, type Targets } from '../targets.js';
import {
  ApplicationRequest, EnrolmentReceipt, EnrolmentView, InvitationsReceipt, InvitationsRequest, NominationRequest, TermsRequest,
  TimeReleaseRequest, TrainingRequest,
} from './enrolment.dto.js';
import { enrolmentView, PLEDGE_VERSION } from './enrolment-view.js';
import { AdminOfEnrolment, AdminOfProgramme, LineManagerOfEnrolled, OwnEnrolment } from './owners.js';

const OWN = { role: 'participant', owner: OwnEnrolment } as const;
const ADMIN = { role: 'programme-admin', owner: AdminOfEnrolment } as const;
const MANAGER = { role: 'line-manager', owner: LineManagerOfEnrolled } as const;
const NOMINATION_DAYS = 30;

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ID = { type: 'string', pattern: `^${UUID}_${UUID}_(mentor|mentee)$`, description: '`{programme}_{person}_{role}`' } as const;

@ApiTags('enrolments')
@ApiParam({ name: 'enrolmentId', schema: { ...ID, example: '5d8f0f6e-0f0e-5b7a-9c55-3c1f7f1c2a10_0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10_mentor' } })
@Controller('v1')
export class EnrolmentController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(Programmes) private readonly programmes: Programmes,
    @Inject(People) private readonly people: People,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post('programmes/:programmeId/invitations')
  @Access({ role: 'programme-admin', owner: AdminOfProgramme })
  @ApiOperation({ summary: 'Invite people to apply; nobody is enrolled by another' })
  @ApiResponse({ status: 200, type: InvitationsReceipt })
  async invite(@Param('programmeId') programmeId: string, @Body() body: InvitationsRequest, @From() caller: Caller) {
    const context = await caller.command();
    const { role, cohort } = body;
    for (const personId of body.personIds) {
      const whose = { programmeId, personId, role, ...(cohort !== undefined && { cohort }) };
      await handleCommand(this.targets.enrolment, enrolmentStream(whose), { type: 'Invite', ...whose }, context);
    }
    const items = body.personIds.map((personId) => ({ id: idOf({ programmeId, personId, role }) }));
    return new Answer<InvitationsReceipt>({ items }, { status: 200 });
  }

  @Post('programmes/:programmeId/nominations')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Name somebody who might take part; unanswered it lapses silently' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async nominate(@Param('programmeId') programmeId: string, @Body() { personId, role }: NominationRequest, @From() caller: Caller) {
    const on = caller.now().slice(0, 10);
    const lapsesOn = daysAfter(on, NOMINATION_DAYS);
    const by = await caller.as(personId);
    return this.decide({ type: 'Nominate', programmeId, personId, role, by, lapsesOn, on }, caller);
  }

  @Post('programmes/:programmeId/applications')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Apply for a role in a programme' })
  @ApiResponse({ status: 201, type: EnrolmentReceipt })
  async apply(@Param('programmeId') programmeId: string, @Body() { role, cohort }: ApplicationRequest, @From() caller: Caller) {
    const personId = caller.personId;
    const eligibility = await this.eligibility(programmeId, personId, caller.now().slice(0, 10));
    const whose = { programmeId, personId, role, ...(cohort !== undefined && { cohort }) };
    return this.decide({ type: 'Apply', ...whose, by: personId, eligibility }, caller, 201);
  }

  @Post('enrolments/:enrolmentId/admit')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Admit an application' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async admit(@Param('enrolmentId') id: string, @From() caller: Caller) {
    const row = await this.row(id);
    const modules = (await this.programmes.one(row.programmeId))?.policy?.training[row.role] ?? [];
    return this.decide({ type: 'Admit', ...whoseOf(row), modules }, caller);
  }

  @Post('enrolments/:enrolmentId/waitlist')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Keep an application until there is a place' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async waitlist(@Param('enrolmentId') id: string, @From() caller: Caller) {
    return this.decide({ type: 'Waitlist', ...whoseOf(await this.row(id)) }, caller);
  }

  @Post('enrolments/:enrolmentId/goals')
  @Access(OWN)
  @ApiOperation({ summary: 'Say what you want from the programme, and on which terms' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async setGoals(@Param('enrolmentId') id: string, @Body() terms: TermsRequest, @From() caller: Caller) {
    return this.decide({ type: 'SetGoals', ...whoseOf(await this.row(id)), by: caller.personId, terms }, caller);
  }

  @Post('enrolments/:enrolmentId/training')
  @Access(OWN)
  @ApiOperation({ summary: 'Complete a training module' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async train(@Param('enrolmentId') id: string, @Body() { module }: TrainingRequest, @From() caller: Caller) {
    return this.decide({ type: 'CompleteTraining', ...whoseOf(await this.row(id)), by: caller.personId, module }, caller);
  }

  @Post('enrolments/:enrolmentId/time-release')
  @Access(MANAGER)
  @ApiOperation({ summary: 'Release hours for a mentor, with the no-repercussion pledge' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async release(@Param('enrolmentId') id: string, @Body() { hoursPerMonth, pledge }: TimeReleaseRequest, @From() caller: Caller) {
    const row = await this.row(id);
    const minHoursPerMonth = (await this.programmes.one(row.programmeId))?.policy?.minHoursPerMonth ?? 0;
    const who = { by: caller.personId, lineManagerId: caller.personId };
    const grant = { hoursPerMonth, minHoursPerMonth, pledge: pledge ? PLEDGE_VERSION : null };
    return this.decide({ type: 'GrantTime', ...whoseOf(row), ...who, ...grant }, caller);
  }

  @Post('enrolments/:enrolmentId/time-release/refusal')
  @Access(MANAGER)
  @ApiOperation({ summary: 'Refuse the hours; the sponsor is told, the mentor is not' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async refuse(@Param('enrolmentId') id: string, @From() caller: Caller) {
    const who = { by: caller.personId, lineManagerId: caller.personId };
    return this.decide({ type: 'RefuseTime', ...whoseOf(await this.row(id)), ...who }, caller);
  }

  @Post('enrolments/:enrolmentId/pause')
  @Access(OWN)
  @ApiOperation({ summary: 'Rest: not to be matched for now' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async pause(@Param('enrolmentId') id: string, @From() caller: Caller) {
    return this.decide({ type: 'PauseEnrolment', ...whoseOf(await this.row(id)), by: caller.personId, cause: 'own-wish' }, caller);
  }

  @Post('enrolments/:enrolmentId/resume')
  @Access(OWN)
  @ApiOperation({ summary: 'End the rest' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async resume(@Param('enrolmentId') id: string, @From() caller: Caller) {
    return this.decide({ type: 'ResumeEnrolment', ...whoseOf(await this.row(id)), by: caller.personId }, caller);
  }

  @Post('enrolments/:enrolmentId/withdraw')
  @Access(OWN)
  @ApiOperation({ summary: 'Leave the programme, without a reason' })
  @ApiResponse({ status: 200, type: EnrolmentReceipt })
  async withdraw(@Param('enrolmentId') id: string, @From() caller: Caller) {
    return this.decide({ type: 'WithdrawEnrolment', ...whoseOf(await this.row(id)), by: caller.personId, cause: 'own-wish' }, caller);
  }

  @Get('enrolments/:enrolmentId')
  @Access(OWN, ADMIN)
  @ApiOperation({ summary: 'One enrolment' })
  @ApiResponse({ status: 200, type: EnrolmentView })
  async one(@Param('enrolmentId') id: string): Promise<EnrolmentView> {
    return enrolmentView(await this.row(id));
  }

  private row(id: string): Promise<EnrolmentRow> {
    return mustFind(this.reads, () => this.enrolments.one(id));
  }

  private async eligibility(programmeId: string, personId: string, on: string) {
    const [programme, fact] = await Promise.all([this.programmes.one(programmeId), this.people.employmentOn(personId, on)]);
    if (!programme) throw new Problem('not-found', 'There is no such programme.');
    return {
      programme: programme.state as 'draft' | 'open' | 'closed',
      employed: fact !== undefined && isEmployedOn(fact.employment, on),
      type: fact?.employment.type ?? null,
      contractorsAdmitted: programme.policy?.matching.contractorsAdmitted ?? false,
    };
  }

  private async decide(command: EnrolmentCommand, caller: Caller, status = 200): Promise<Answer<EnrolmentReceipt>> {
    const { position } = await handleCommand(this.targets.enrolment, enrolmentStream(command), command, await caller.command());
    // Without a revision, by which a mentor would see that their time was refused meanwhile.
    return new Answer({ id: idOf(command) }, { position, status });
  }
}

function idOf(whose: { readonly programmeId: string; readonly personId: string; readonly role: 'mentor' | 'mentee' }): string {
  return enrolmentStream(whose).slice('enrolment-'.length);
}

function whoseOf({ programmeId, personId, role, cohort }: EnrolmentRow) {
  return { programmeId, personId, role, ...(cohort !== null && { cohort }) };
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
