import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { defaultPolicy } from '@flipside/contracts';
import { handleCommand, type CommandResult } from '@flipside/event-sourcing';
import { Access, type Answer, answered, found, From, Humans, Problem, READ_YOUR_WRITES, type Caller, type ReadYourWrites } from '@flipside/service-kit';
import type { ProgrammeCommand } from '../domain/programme/commands.js';
import { programmeStream, type ProgrammeEvent } from '../domain/programme/events.js';
import { checkOffices } from '../domain/programme/preparation-rules.js';
import type { Offices, ProgrammeState } from '../domain/programme/state.js';
import { Organisation } from '../read-models/organisation.js';
import { Programmes } from '../read-models/programmes/programmes.queries.js';
import { TARGETS, type Targets } from '../targets.js';
import { AdminOfProgramme, OfficeInProgramme } from './owners.js';
import {
  AssessObjectiveRequest, CreateProgrammeRequest, GovernanceRequest, ObjectiveRequest, OutcomeRequest, PolicyRequest,
  ProgrammeReceipt, ProgrammeView, SponsorRequest,
} from './programme.dto.js';

const ADMIN = { role: 'programme-admin', owner: AdminOfProgramme } as const;

@ApiTags('programmes')
@Controller('v1/programmes')
export class ProgrammeController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Programmes) private readonly programmes: Programmes,
    @Inject(Organisation) private readonly organisation: Organisation,
    @Inject(Humans) private readonly humans: Humans,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'programme-admin' })
  @ApiOperation({ summary: 'Create a programme; whoever does is its admin' })
  @ApiResponse({ status: 201, type: ProgrammeReceipt })
  async create(@Body() { name }: CreateProgrammeRequest, @From() caller: Caller): Promise<Answer<ProgrammeReceipt>> {
    const programmeId = caller.newId('programme');
    return this.decide({ type: 'CreateProgramme', programmeId, name, adminId: caller.personId }, caller, 201);
  }

  @Get(':programmeId')
  @Access(
    ADMIN,
    { role: 'sponsor', owner: OfficeInProgramme },
    { role: 'custodian', owner: OfficeInProgramme },
    { role: 'auditor' },
    { role: 'analyst' },
  )
  @ApiOperation({ summary: 'One programme, with its objectives, policy and governance' })
  @ApiResponse({ status: 200, type: ProgrammeView })
  async one(@Param('programmeId') programmeId: string): Promise<Answer<ProgrammeView>> {
    const row = await this.programmes.one(programmeId);
    if (!row) throw new Problem('not-found', 'There is no such programme.');
    return found(row as unknown as ProgrammeView);
  }

  @Post(':programmeId/objectives')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Set an objective: statement, measure, baseline and target' })
  @ApiResponse({ status: 201, type: ProgrammeReceipt })
  setObjective(@Param('programmeId') programmeId: string, @Body() body: ObjectiveRequest, @From() caller: Caller) {
    const objective = { objectiveId: caller.newId('objective'), ...body };
    return this.decide({ type: 'SetObjective', programmeId, objective }, caller, 201, objective.objectiveId);
  }

  @Post(':programmeId/policy')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Set the policy; what is left out is as shipped' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  setPolicy(@Param('programmeId') programmeId: string, @Body() body: PolicyRequest, @From() caller: Caller) {
    return this.decide({ type: 'SetPolicy', programmeId, policy: { ...defaultPolicy, ...body } }, caller);
  }

  @Post(':programmeId/governance')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Record the governance: purposes, impact assessment, representatives, notice, custodian and deputy' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  async recordGovernance(@Param('programmeId') programmeId: string, @Body() body: GovernanceRequest, @From() caller: Caller) {
    const { custodianId, deputyId, ...governance } = body;
    await this.checkHumans(programmeId, { custodianId, deputyId });
    return this.decide({ type: 'RecordGovernance', programmeId, governance, custodianId, deputyId }, caller);
  }

  @Post(':programmeId/sponsor')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Name the sponsor' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  async nameSponsor(@Param('programmeId') programmeId: string, @Body() { sponsorId }: SponsorRequest, @From() caller: Caller) {
    await this.checkHumans(programmeId, { sponsorId });
    return this.decide({ type: 'NameSponsor', programmeId, sponsorId }, caller);
  }

  @Post(':programmeId/open')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Open the programme, with the silos as they are now' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  async open(@Param('programmeId') programmeId: string, @From() caller: Caller): Promise<Answer<ProgrammeReceipt>> {
    await this.checkHumans(programmeId, {});
    const [silos, countries] = await Promise.all([this.organisation.silos(), this.organisation.countries()]);
    return this.decide({ type: 'OpenProgramme', programmeId, silos, countries, on: caller.now().slice(0, 10) }, caller);
  }

  @Post(':programmeId/outcomes')
  @Access(ADMIN, { role: 'sponsor', owner: OfficeInProgramme })
  @ApiOperation({ summary: 'Record a value observed of a measure' })
  @ApiResponse({ status: 201, type: ProgrammeReceipt })
  async observe(@Param('programmeId') programmeId: string, @Body() body: OutcomeRequest, @From() caller: Caller) {
    const today = caller.now().slice(0, 10);
    return this.decide({ type: 'ObserveOutcome', programmeId, ...body, today }, caller, 201);
  }

  @Post(':programmeId/objectives/:objectiveId/assessment')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Assess an objective at the end: the value reached, or why it can\'t be measured' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  async assess(
    @Param('programmeId') programmeId: string,
    @Param('objectiveId') objectiveId: string,
    @Body() body: AssessObjectiveRequest,
    @From() caller: Caller,
  ): Promise<Answer<ProgrammeReceipt>> {
    const on = caller.now().slice(0, 10);
    return this.decide({ type: 'AssessObjective', programmeId, objectiveId, ...body, on }, caller, 200, objectiveId);
  }

  @Post(':programmeId/close')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Close the programme, once every objective is assessed' })
  @ApiResponse({ status: 200, type: ProgrammeReceipt })
  async close(@Param('programmeId') programmeId: string, @From() caller: Caller): Promise<Answer<ProgrammeReceipt>> {
    return this.decide({ type: 'CloseProgramme', programmeId, on: caller.now().slice(0, 10) }, caller);
  }

  /** Offices exclude each other by human, whichever of their ids they are named by. */
  private async checkHumans(programmeId: string, named: Partial<Offices>): Promise<void> {
    await this.reads.caughtUp();
    const row = await this.programmes.one(programmeId);
    if (!row) return;
    const { adminId, sponsorId, custodianId, deputyId } = { ...row, ...named };
    const human = async (id: string | null): Promise<string | null> => id && [...(await this.humans.idsOf(id))].sort()[0]!;
    const offices = Object.entries({ adminId, sponsorId, custodianId, deputyId });
    checkOffices(Object.fromEntries(await Promise.all(offices.map(async ([office, id]) => [office, await human(id)]))) as Offices);
  }

  private async decide(command: ProgrammeCommand, caller: Caller, status = 200, id: string = command.programmeId) {
    const stream = programmeStream(command.programmeId);
    const result: CommandResult<ProgrammeEvent, ProgrammeState> = await handleCommand(this.targets.programme, stream, command, await caller.command());
    return answered({ id }, result, status);
  }
}
