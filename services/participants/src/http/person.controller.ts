import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Access, Answer, answered, From, Id, PageQuery, Problem, Text, type Caller } from '@flipside/service-kit';
import type { PersonCommand } from '../domain/person/commands.js';
import { personStream } from '../domain/person/events.js';
import { employmentOn } from '../domain/person/state.js';
import type { PersonRow } from '../read-models/people/people.entity.js';
import { People } from '../read-models/people/people.queries.js';
import { KEYS, TARGETS, type Targets } from '../targets.js';
import { HrDesk } from './hr-desk.js';
import { Self } from './owners.js';
import { AbsenceRequest, EmploymentRequest, PersonPage, PersonReceipt, PersonView, ProfileRequest } from './person.dto.js';

class PeopleQuery extends PageQuery {
  @Id({ optional: true, description: 'Only people of this unit.' }) unitId?: string;
}

class LookupQuery {
  @Text({ max: 64, description: 'The HR system.', example: 'hr' }) source: string;
  @Text({ max: 120, optional: true, description: 'The legal entity, where numbers repeat among them.' }) legalEntity?: string;
  @Text({ max: 64, description: 'The employee number.', example: '100042' }) number: string;
}

@ApiTags('people')
@Controller('v1/people')
export class PersonController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(People) private readonly people: People,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(HrDesk) private readonly desk: HrDesk,
  ) {}

  @Get()
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'People, in the order of their ids' })
  @ApiResponse({ status: 200, type: PersonPage })
  async list(@Query() query: PeopleQuery, @From() caller: Caller): Promise<PersonPage> {
    const after = query.after && this.keys.cursors.verify<string>('people', query.after);
    const page = await this.people.page(query.unitId, { after, limit: query.limit });
    const on = caller.now().slice(0, 10);
    return { items: page.rows.map((row) => personView(row, on, false)), next: page.next ? this.keys.cursors.sign('people', page.next) : null };
  }

  @Get('lookup')
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'The person of an employee number' })
  @ApiResponse({ status: 200, type: PersonView })
  async lookup(@Query() { source, legalEntity, number }: LookupQuery, @From() caller: Caller): Promise<Answer<PersonView>> {
    return shown(await this.desk.find({ source, legalEntity: legalEntity ?? null, number }), caller);
  }

  @Get(':personId')
  @Access({ role: 'participant', owner: Self }, { role: 'hr-integration' })
  @ApiOperation({ summary: 'One person, as known today' })
  @ApiResponse({ status: 200, type: PersonView })
  one(@Param('personId') personId: string, @From() caller: Caller): Promise<Answer<PersonView>> {
    return this.view(personId, caller);
  }

  @Put(':personId/profile')
  @Access({ role: 'participant', owner: Self })
  @ApiOperation({ summary: 'Say what you offer, wish for, speak and when you have time; always whole' })
  @ApiResponse({ status: 200, type: PersonReceipt })
  async updateProfile(@Param('personId') personId: string, @Body() profile: ProfileRequest, @From() caller: Caller) {
    const context = await caller.command();
    const command = { type: 'UpdateProfile', personId, profile: { ...profile }, on: context.at.slice(0, 10) } as const;
    return this.decide(command, context, caller.expected());
  }

  @Post(':personId/employment')
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'State what holds of a person from a day on; it may lie ahead' })
  @ApiResponse({ status: 200, type: PersonReceipt })
  async recordEmployment(@Param('personId') personId: string, @Body() body: EmploymentRequest, @From() caller: Caller) {
    const context = await caller.command();
    const row = await this.known(personId);
    const key = row.keys[0];
    if (!key) throw new Problem('not-found', 'Nobody is known by this id.');
    return answered({ id: personId }, await this.desk.stateOf(row, key, body, context), 200);
  }

  @Post(':personId/absences')
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'Record an absence: its days, never its cause' })
  @ApiResponse({ status: 201, type: PersonReceipt })
  async recordAbsence(@Param('personId') personId: string, @Body() { source, asOf, from, to }: AbsenceRequest, @From() caller: Caller) {
    const absenceId = caller.newId('absence');
    const origin = { source, asOf, digest: this.keys.hash.hash('absence', absenceId, from, to ?? '') };
    return this.decide({ type: 'RecordAbsence', personId, absenceId, from, to, cancelled: false, origin }, await caller.command());
  }

  @Post(':personId/erasure')
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'Erase a person for good: log, backups, read models and snapshots lose all that is personal' })
  @ApiResponse({ status: 200, type: PersonReceipt })
  async erase(@Param('personId') personId: string, @From() caller: Caller): Promise<Answer<PersonReceipt>> {
    const context = await caller.command();
    return this.decide({ type: 'ErasePerson', personId, on: context.at.slice(0, 10) }, context);
  }

  private async view(personId: string, caller: Caller): Promise<Answer<PersonView>> {
    return shown(await this.known(personId), caller);
  }

  private async known(personId: string): Promise<PersonRow> {
    const row = await this.people.one(personId);
    if (!row) throw new Problem('not-found', 'Nobody is known by this id.');
    return row;
  }

  private async decide(command: PersonCommand, context: CommandContext, expected?: bigint): Promise<Answer<PersonReceipt>> {
    const result = await handleCommand(this.targets.person, personStream(command.personId), command, context, expected);
    return answered({ id: command.personId }, result, 200);
  }
}

function shown(row: PersonRow, caller: Caller): Answer<PersonView> {
  return new Answer(personView(row, caller.now().slice(0, 10), caller.principal.personId === row.id), { revision: row.revision });
}

/** What may be shown of a person's row on a day. What they say of themselves is theirs: HR does not read it. */
function personView(row: PersonRow, on: string, isOwn: boolean): PersonView {
  const { id, revision, state, name, email, keys, unitId, lineManager, level, profile, survivorId } = row;
  const employment = employmentOn(row.facts, on)?.employment ?? null;
  return { id, revision, state, name, email, keys: [...keys], unitId, lineManager, level, employment, profile: isOwn ? profile : null, survivorId };
}
