import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import type { Page } from '@flipside/read-models';
import {
  Access, type Answer, found, From, mustFind, pageOf, PageQuery, Problem, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { Calendars, workingDaysLater } from '../../desk/calendars.js';
import { agreementStream } from '../../domain/agreement/events.js';
import type { SessionCommand } from '../../domain/session/commands.js';
import { sessionStream } from '../../domain/session/events.js';
import { allOf, eventsOf, stateOf } from '../../log.js';
import { isMember } from '../../read-models/pairings/pairings.queries.js';
import type { SessionRow } from '../../read-models/sessions/sessions.entity.js';
import { Sessions } from '../../read-models/sessions/sessions.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, quietly } from '../handling.js';
import { AdminOfNamedProgramme, AdminOfSession, MemberOfPairing, MemberOfSession } from '../owners.js';
import { Receipt } from '../shared.dto.js';
import { factsView, notesFor, ownView } from './session-view.js';
import {
  CommitmentRequest, FeedbackRequest, MissedRequest, NoteList, NoteRequest, RecordRequest, SessionDetails, SessionPage, SessionsQuery,
  SettlementRequest,
} from './session.dto.js';

const OWN = { role: 'participant', owner: MemberOfSession } as const;
/** Working days of the other side's calendar to a reminder, and to the end of their say. */
const REMIND_DAYS = 2;
const CONFIRM_DAYS = 5;

@ApiTags('sessions')
@Controller('v1/sessions')
export class SessionController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Calendars) private readonly calendars: Calendars,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post(':sessionId/held')
  @Access(OWN)
  @ApiOperation({ summary: 'Record a session that was held; the other side confirms or corrects' })
  @ApiResponse({ status: 200, type: Receipt })
  async held(@Param('sessionId') id: string, @Body() { stretches }: RecordRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const { mentorId, menteeId } = await this.row(id);
    const at = caller.now();
    const other = caller.personId === mentorId ? menteeId : mentorId;
    const calendar = (await this.calendars.of([other], at))(other);
    const times = { remindAt: workingDaysLater(at, REMIND_DAYS, calendar), confirmBy: workingDaysLater(at, CONFIRM_DAYS, calendar) };
    return this.decide(id, { type: 'recordHeld', by: caller.personId, stretches, ...times, at }, caller);
  }

  @Post(':sessionId/confirm')
  @Access(OWN)
  @ApiOperation({ summary: 'Confirm what the other side recorded' })
  @ApiResponse({ status: 200, type: Receipt })
  async confirm(@Param('sessionId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'confirm', by: caller.personId, at: caller.now() }, caller);
  }

  @Post(':sessionId/correct')
  @Access(OWN)
  @ApiOperation({ summary: 'Correct what the other side recorded' })
  @ApiResponse({ status: 200, type: Receipt })
  async correct(@Param('sessionId') id: string, @Body() { stretches }: RecordRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'correct', by: caller.personId, stretches, at: caller.now() }, caller);
  }

  @Post(':sessionId/missed')
  @Access(OWN)
  @ApiOperation({ summary: 'Say that a session did not take place; who was absent stays with the two' })
  @ApiResponse({ status: 200, type: Receipt })
  async missed(@Param('sessionId') id: string, @Body() body: MissedRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const command = { type: 'miss', by: caller.personId, absent: body.absent ?? null, at: caller.now() } as const;
    return this.decide(id, command, caller, 200, body);
  }

  @Post(':sessionId/notes')
  @Access(OWN)
  @ApiOperation({ summary: 'Write a note for the two of you' })
  @ApiResponse({ status: 201, type: Receipt })
  async note(@Param('sessionId') id: string, @Body() body: NoteRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const noteId = this.handling.concealedId(caller, 'note');
    const command = { type: 'writeNote', noteId, by: caller.personId, text: body.text, at: caller.now() } as const;
    return quietly({ id: noteId }, await this.handling.handle(this.targets.session, sessionStream(id), command, caller, body), 201);
  }

  @Post(':sessionId/feedback')
  @Access(OWN)
  @ApiOperation({ summary: 'Give the other side feedback' })
  @ApiResponse({ status: 201, type: Receipt })
  async feedback(@Param('sessionId') id: string, @Body() { kind, text }: FeedbackRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const feedbackId = caller.newId('feedback');
    const command = { type: 'giveFeedback', feedbackId, by: caller.personId, kind, text, at: caller.now() } as const;
    return quietly({ id: feedbackId }, await this.handling.handle(this.targets.session, sessionStream(id), command, caller), 201);
  }

  @Post(':sessionId/commitments')
  @Access(OWN)
  @ApiOperation({ summary: 'Promise something' })
  @ApiResponse({ status: 201, type: Receipt })
  async commit(@Param('sessionId') id: string, @Body() { kind, due, text }: CommitmentRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const commitmentId = caller.newId('commitment');
    const command = { type: 'makeCommitment', commitmentId, by: caller.personId, kind, due, text, at: caller.now() } as const;
    return quietly({ id: commitmentId }, await this.handling.handle(this.targets.session, sessionStream(id), command, caller), 201);
  }

  @Post(':sessionId/commitments/:commitmentId/settle')
  @Access(OWN)
  @ApiOperation({ summary: 'Say that a promise was kept, or give your own up' })
  @ApiResponse({ status: 200, type: Receipt })
  async settle(
    @Param('sessionId') id: string,
    @Param('commitmentId') commitmentId: string,
    @Body() { kept }: SettlementRequest,
    @From() caller: Caller,
  ): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'settleCommitment', commitmentId, by: caller.personId, kept, at: caller.now() }, caller);
  }

  @Get()
  @Access({ role: 'participant', owner: MemberOfPairing }, { role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Sessions of your pairing, or of a programme that you administer: facts' })
  @ApiResponse({ status: 200, type: SessionPage })
  async list(@Query() query: SessionsQuery): Promise<SessionPage> {
    const { pairingId, programmeId } = query;
    if ((pairingId === undefined) === (programmeId === undefined)) {
      throw new Problem('request-invalid', 'Give either pairingId or programmeId.');
    }
    const purpose = pairingId === undefined ? `sessions/programme/${programmeId}` : `sessions/pairing/${pairingId}`;
    const page = await this.page(query, query.after && this.keys.cursors.verify<string>(purpose, query.after));
    return { items: page.rows.map(factsView), next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  @Get(':sessionId')
  @Access(OWN, { role: 'programme-admin', owner: AdminOfSession })
  @ApiOperation({ summary: 'One session: whole for the two, facts for the admin' })
  @ApiResponse({ status: 200, type: SessionDetails })
  async one(@Param('sessionId') id: string, @From() caller: Caller): Promise<Answer<SessionDetails>> {
    const row = await this.row(id);
    if (!isMember(row, caller.principal.personId)) return found({ ...factsView(row), own: null });
    return found(ownView(row, await eventsOf(this.targets.session, sessionStream(id))));
  }

  @Get(':sessionId/notes')
  @Access(OWN)
  @ApiOperation({ summary: 'Notes of a session: your own, and the other’s as long as you are a pair' })
  @ApiResponse({ status: 200, type: NoteList })
  async notes(@Param('sessionId') id: string, @Query() query: PageQuery, @From() caller: Caller): Promise<NoteList> {
    const { pairingId } = await this.row(id);
    const { status } = await stateOf(this.targets.agreement, agreementStream(pairingId));
    const events = await eventsOf(this.targets.session, sessionStream(id));
    const order = new Map(allOf(events, 'NoteWritten').map(({ data }, written) => [data.noteId, String(written).padStart(9, '0')]));
    const notes = notesFor(caller.personId, status === 'in-force', events);
    return pageOf(this.keys.cursors, `notes/${id}/${caller.personId}`, notes, (note) => order.get(note.id)!, query);
  }

  private page({ pairingId, programmeId, limit }: SessionsQuery, after: string | undefined): Promise<Page<SessionRow>> {
    return pairingId === undefined ? this.sessions.ofProgramme(programmeId!, { after, limit }) : this.sessions.ofPairing(pairingId, { after, limit });
  }

  private row(id: string): Promise<SessionRow> {
    return mustFind(this.reads, () => this.sessions.one(id));
  }

  private async decide(id: string, command: SessionCommand, caller: Caller, status = 200, body: unknown = null): Promise<Answer<Receipt>> {
    return quietly({ id }, await this.handling.handle(this.targets.session, sessionStream(id), command, caller, body), status);
  }
}
