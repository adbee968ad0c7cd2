import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AgreedLevel } from '@flipside/contracts';
import { KnownProgrammes } from '@flipside/participants-view';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, Answer, found, From, mustFind, pageOf, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { Calendars, workingDaysLater } from '../../desk/calendars.js';
import type { Proposal } from '../../domain/agreement/terms.js';
import { agreementStream } from '../../domain/agreement/events.js';
import { eventsOf } from '../../log.js';
import { Agreements } from '../../read-models/agreements/agreements.queries.js';
import type { PairingRow } from '../../read-models/pairings/pairings.entity.js';
import { isMember, pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, quietly, receipt } from '../handling.js';
import { AdminOfNamedProgramme, AdminOfPairing, MemberOfPairing, SponsorOfNamedProgramme } from '../owners.js';
import { ProgrammePageQuery, Receipt } from '../shared.dto.js';
import { factsView, ownView } from './agreement-view.js';
import {
  AgreementPage, AgreementReceipt, AgreementView, AmendmentRequest, CompletionRequest, DraftRequest, SignatureRequest, Silences,
} from './agreement.dto.js';

const MEMBER = { role: 'participant', owner: MemberOfPairing } as const;
/** Working days of their own calendar after which each is reminded to sign. */
const REMIND_DAYS = 2;

@ApiTags('agreements')
@Controller('v1/agreements')
export class AgreementController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Agreements) private readonly agreements: Agreements,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(Calendars) private readonly calendars: Calendars,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access(MEMBER)
  @ApiOperation({ summary: 'Draft the terms of your pairing; in force once both have signed' })
  @ApiResponse({ status: 201, type: AgreementReceipt })
  async draft(@Body() { pairingId, ...terms }: DraftRequest, @From() caller: Caller): Promise<Answer<AgreementReceipt>> {
    return this.drafted(pairingId, terms, caller, 201);
  }

  @Post(':pairingId/amend')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Draft other terms; they need both signatures again' })
  @ApiResponse({ status: 200, type: AgreementReceipt })
  async amend(@Param('pairingId') pairingId: string, @Body() terms: AmendmentRequest, @From() caller: Caller): Promise<Answer<AgreementReceipt>> {
    return this.drafted(pairingId, terms, caller, 200);
  }

  @Post(':pairingId/sign')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Sign the version that you have read' })
  @ApiResponse({ status: 200, type: Receipt })
  async sign(@Param('pairingId') id: string, @Body() pledges: SignatureRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const command = { type: 'sign', by: caller.personId, ...pledges, at: caller.now() } as const;
    return receipt(id, await this.handling.handle(this.targets.agreement, agreementStream(id), command, caller));
  }

  @Post(':pairingId/withdraw')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Leave without giving a reason: to everybody else the programme paused the pairing' })
  @ApiResponse({ status: 200, type: Receipt })
  async withdraw(@Param('pairingId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await this.pairing(id));
    const command = { type: 'withdraw', ...pair, by: caller.personId, at: caller.now() } as const;
    return quietly({ id }, await this.handling.handle(this.targets.agreement, agreementStream(id), command, caller));
  }

  @Post(':pairingId/complete')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Complete the agreement after its closing was held' })
  @ApiResponse({ status: 200, type: Receipt })
  async complete(@Param('pairingId') id: string, @Body() { closingHeldOn }: CompletionRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const command = { type: 'complete', by: caller.personId, closingHeldOn, at: caller.now() } as const;
    return receipt(id, await this.handling.handle(this.targets.agreement, agreementStream(id), command, caller));
  }

  @Get('silences')
  @Access({ role: 'sponsor', owner: SponsorOfNamedProgramme })
  @ApiOperation({ summary: 'Leaders who answered neither a reminder nor a nudge' })
  @ApiResponse({ status: 200, type: Silences })
  async silences(@Query() query: ProgrammePageQuery): Promise<Silences> {
    const rows = await this.agreements.silentIn(query.programmeId);
    const { items, next } = pageOf(this.keys.cursors, `silences/${query.programmeId}`, rows, ({ id }) => id, query);
    return { items: items.map(({ id, menteeId, silentSince }) => ({ pairingId: id, leaderId: menteeId, since: silentSince! })), next };
  }

  @Get()
  @Access({ role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Agreements of a programme: facts' })
  @ApiResponse({ status: 200, type: AgreementPage })
  async ofProgramme(@Query() { programmeId, after, limit }: ProgrammePageQuery): Promise<AgreementPage> {
    const purpose = `agreements/${programmeId}`;
    const from = after && this.keys.cursors.verify<string>(purpose, after);
    const page = await this.agreements.ofProgramme(programmeId, { after: from, limit });
    return { items: page.rows.map(factsView), next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  @Get(':pairingId')
  @Access(MEMBER, { role: 'programme-admin', owner: AdminOfPairing })
  @ApiOperation({ summary: 'One agreement: whole for the two, facts for the admin' })
  @ApiResponse({ status: 200, type: AgreementView })
  async one(@Param('pairingId') id: string, @From() caller: Caller): Promise<Answer<AgreementView>> {
    const row = await mustFind(this.reads, () => this.agreements.one(id));
    if (!isMember(row, caller.principal.personId)) return found(factsView(row));
    return found(ownView(row, await eventsOf(this.targets.agreement, agreementStream(id))));
  }

  private pairing(id: string): Promise<PairingRow> {
    return mustFind(this.reads, () => this.pairings.one(id));
  }

  private async drafted(id: string, terms: AmendmentRequest, caller: Caller, status: number): Promise<Answer<AgreementReceipt>> {
    const row = await this.pairing(id);
    const at = caller.now();
    const calendarOf = await this.calendars.of([row.mentorId, row.menteeId], at);
    const remind = (personId: string): string => workingDaysLater(at, REMIND_DAYS, calendarOf(personId));
    const remindAt = { mentor: remind(row.mentorId), mentee: remind(row.menteeId) };
    const proposal = proposalOf(terms, terms.cadence ?? (await this.programmes.one(row.programmeId))?.policy?.cadence ?? USUAL);
    const facts = { ...pairOfRow(row), by: caller.personId, pairingActive: row.status === 'active', proposal, remindAt, at };
    const result = await this.handling.handle(this.targets.agreement, agreementStream(id), { type: 'draft', ...facts }, caller);
    const version = result.state.status === 'none' ? 0 : result.state.version;
    return new Answer({ id, version }, { revision: result.revision, position: result.position, status });
  }
}

/** Half a level is refused as one that is out of range. */
const NOT_GIVEN = -1;

/** Six sessions of 45 to 60 minutes. */
const USUAL: Proposal['cadence'] = { sessions: 6, minMinutes: 45, maxMinutes: 60 };

function proposalOf(terms: AmendmentRequest, { sessions, minMinutes, maxMinutes }: Proposal['cadence']): Proposal {
  const { topics, startsOn, endsOn, awayFromLeadersOffice, objectives, place, channels, offLimits, stopping, careerSupport } = terms;
  return {
    topics: topics.map(({ topic, kind }) => ({ topic, kind })),
    levels: topics.flatMap(({ topic, baseline, target }): AgreedLevel[] =>
      baseline === undefined && target === undefined ? [] : [{ topic, baseline: baseline ?? NOT_GIVEN, target: target ?? NOT_GIVEN }]),
    cadence: { sessions, minMinutes, maxMinutes },
    startsOn, endsOn, awayFromLeadersOffice,
    text: { objectives, place, channels: channels.map((one) => ({ ...one })), offLimits, stopping, careerSupport: careerSupport.map((one) => ({ ...one })) },
  };
}
