import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { withinWorkingTime } from '@flipside/calendars';
import { Access, type Answer, From, mustFind, READ_YOUR_WRITES, type Caller, type ReadYourWrites } from '@flipside/service-kit';
import { Calendars } from '../../desk/calendars.js';
import { SessionDesk } from '../../desk/session-desk.js';
import type { AgreementState } from '../../domain/agreement/state.js';
import type { AgreementFacts, SessionCommand } from '../../domain/session/commands.js';
import { sessionStream } from '../../domain/session/events.js';
import { pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import { Sessions } from '../../read-models/sessions/sessions.queries.js';
import { TARGETS, type Targets } from '../../targets.js';
import { Handling, quietly } from '../handling.js';
import { MemberOfPairing, MemberOfSession } from '../owners.js';
import { Receipt } from '../shared.dto.js';
import { SessionRequest, TimeRequest } from './session.dto.js';

const OWN = { role: 'participant', owner: MemberOfSession } as const;

@ApiTags('sessions')
@Controller('v1/sessions')
export class PlanningController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(SessionDesk) private readonly desk: SessionDesk,
    @Inject(Calendars) private readonly calendars: Calendars,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'participant', owner: MemberOfPairing })
  @ApiOperation({ summary: 'Plan a session under the agreement in force' })
  @ApiResponse({ status: 201, type: Receipt })
  async schedule(@Body() { pairingId, place, replaces, sprintId, ...time }: SessionRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await mustFind(this.reads, () => this.pairings.one(pairingId)));
    const sessionId = caller.newId('session');
    const links = { ...(replaces !== undefined && { replaces }), ...(sprintId !== undefined && { sprintId }) };
    const planned = { ...pair, sessionId, by: caller.personId, place: place ?? null, ...links, ...(await this.timeOf(time, pair.mentorId)) };
    return this.desk.plan(pairingId, (agreement) =>
      this.decide(sessionId, { type: 'schedule', ...planned, agreement: factsOf(agreement), at: caller.now() }, caller, 201));
  }

  @Post(':sessionId/reschedule')
  @Access(OWN)
  @ApiOperation({ summary: 'Move a session' })
  @ApiResponse({ status: 200, type: Receipt })
  async reschedule(@Param('sessionId') id: string, @Body() time: TimeRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const { pairingId, mentorId } = await mustFind(this.reads, () => this.sessions.one(id));
    const planned = { by: caller.personId, ...(await this.timeOf(time, mentorId)) };
    return this.desk.plan(pairingId, (agreement) =>
      this.decide(id, { type: 'reschedule', ...planned, agreement: factsOf(agreement), at: caller.now() }, caller));
  }

  @Post(':sessionId/cancel')
  @Access(OWN)
  @ApiOperation({ summary: 'Cancel a session; who did and with what notice is a fact' })
  @ApiResponse({ status: 200, type: Receipt })
  async cancel(@Param('sessionId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'cancel', by: caller.personId, at: caller.now() }, caller);
  }

  private async timeOf({ startsAt, endsAt }: TimeRequest, mentorId: string) {
    const time = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
    const calendarOf = await this.calendars.of([mentorId], time.startsAt);
    return { ...time, insideMentorTime: withinWorkingTime(time, calendarOf(mentorId)) };
  }

  private async decide(id: string, command: SessionCommand, caller: Caller, status = 200): Promise<Answer<Receipt>> {
    return quietly({ id }, await this.handling.handle(this.targets.session, sessionStream(id), command, caller), status);
  }
}

function factsOf(agreement: AgreementState): AgreementFacts {
  if (agreement.status !== 'in-force' || !agreement.terms) return { inForce: false, startsOn: '', endsOn: '' };
  return { inForce: true, startsOn: agreement.terms.startsOn, endsOn: agreement.terms.endsOn };
}
