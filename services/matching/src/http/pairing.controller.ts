import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { addWorkingDays } from '@flipside/calendars';
import { calendarOf, KnownPeople, KnownProgrammes } from '@flipside/participants-view';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, Answer, From, Id, mustFind, PageQuery, pageOf, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { concealed } from '../desk/offers.js';
import { PairingDesk, type PairingResult } from '../desk/pairing-desk.js';
import type { PairingCommand } from '../domain/pairing/commands.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import { Pairings } from '../read-models/pairings/pairings.queries.js';
import { KEYS } from '../targets.js';
import { AdminOfNamedProgramme, AdminOfPairing, MemberOfPairing } from './owners.js';
import { adminView, ownView } from './pairing-view.js';
import { ClosingRequest, ExtendRequest, OwnPairings, OwnPairingView, PairingPage, PairingReceipt, PairingView, PauseRequest } from './pairing.dto.js';
import { pairOf } from '../desk/pair-of.js';

class PairingsQuery extends PageQuery {
  @Id() programmeId: string;
}

const MEMBER = { role: 'participant', owner: MemberOfPairing } as const;
const ADMIN = { role: 'programme-admin', owner: AdminOfPairing } as const;

@ApiTags('pairings')
@Controller('v1')
export class PairingController {
  constructor(
    @Inject(PairingDesk) private readonly desk: PairingDesk,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownPeople) private readonly people: KnownPeople,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Get('me/pairings')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Your own offers and pairings' })
  @ApiResponse({ status: 200, type: OwnPairings })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<OwnPairings> {
    const ids = await caller.ids();
    const rows = await this.pairings.ofHuman(ids);
    const { items, next } = pageOf(this.keys.cursors, `pairings/of/${caller.personId}`, rows, ({ id }) => id, query);
    return { items: items.map((row) => ownView(row, ids)), next };
  }

  @Get('pairings')
  @Access({ role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Pairings of a programme: facts, never who declined or left' })
  @ApiResponse({ status: 200, type: PairingPage })
  async ofProgramme(@Query() { programmeId, after, limit }: PairingsQuery): Promise<PairingPage> {
    const purpose = `pairings/${programmeId}`;
    const from = after && this.keys.cursors.verify<string>(purpose, after);
    const page = await this.pairings.ofProgramme(programmeId, { after: from, limit });
    return { items: page.rows.map(adminView), next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  @Get('me/pairings/:pairingId')
  @Access(MEMBER)
  @ApiOperation({ summary: 'One offer or pairing of yours' })
  @ApiResponse({ status: 200, type: OwnPairingView })
  async own(@Param('pairingId') id: string, @From() caller: Caller): Promise<Answer<OwnPairingView>> {
    const row = await this.row(id);
    return new Answer(ownView(row, [caller.personId]), { revision: row.revision });
  }

  @Get('pairings/:pairingId')
  @Access(ADMIN)
  @ApiOperation({ summary: 'One pairing of your programme' })
  @ApiResponse({ status: 200, type: PairingView })
  async one(@Param('pairingId') id: string): Promise<Answer<PairingView>> {
    const row = await this.row(id);
    return new Answer(adminView(row), { revision: row.revision });
  }

  @Post('pairings/:pairingId/accept')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Say yes to an offer' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async accept(@Param('pairingId') id: string, @From() caller: Caller) {
    const row = await this.row(id);
    const at = caller.now();
    const days = (await this.programmes.one(row.programmeId))?.policy?.offerWorkingDays ?? 5;
    const partner = row.menteeId === null ? undefined : await this.people.one(row.menteeId);
    const partnerAnswersBy = addWorkingDays(at, days, calendarOf(partner, at.slice(0, 10)));
    return this.checked(row, caller, true, (holds) => ({
      type: 'accept', by: caller.personId, at, holds, partnerAnswersBy, startsOn: at.slice(0, 10),
    }));
  }

  @Post('pairings/:pairingId/decline')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Say no to an offer; everybody else reads “not available”' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async decline(@Param('pairingId') id: string, @From() caller: Caller) {
    return this.checked(await this.row(id), caller, false, (holds) => ({ type: 'decline', by: caller.personId, at: caller.now(), holds }));
  }

  @Post('pairings/:pairingId/rematch')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Ask for another partner after a pairing was closed' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async rematch(@Param('pairingId') id: string, @From() caller: Caller) {
    return this.plain(id, { type: 'requestRematch', by: caller.personId, at: caller.now() }, caller);
  }

  @Post('pairings/:pairingId/closing')
  @Access(MEMBER)
  @ApiOperation({ summary: 'Record that the closing conversation was held' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async closing(@Param('pairingId') id: string, @Body() { heldOn }: ClosingRequest, @From() caller: Caller) {
    return this.checked(await this.row(id), caller, false, (holds) => ({ type: 'holdClosing', heldOn, at: caller.now(), holds }));
  }

  @Post('pairings/:pairingId/extend')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Give a pairing a later end' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async extend(@Param('pairingId') id: string, @Body() { endsOn }: ExtendRequest, @From() caller: Caller) {
    const [row, by] = await this.decidedBy(id, caller);
    return this.checked(row, caller, false, (holds) => ({ type: 'extend', endsOn, by, at: caller.now(), holds }));
  }

  @Post('pairings/:pairingId/pause')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Let a pairing rest, or close it at the next weekly review' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async pause(@Param('pairingId') id: string, @Body() { closing }: PauseRequest, @From() caller: Caller) {
    const [, by] = await this.decidedBy(id, caller);
    return this.plain(id, { type: 'pauseByAdmin', by, closing, at: caller.now() }, caller);
  }

  @Post('pairings/:pairingId/resume')
  @Access(ADMIN)
  @ApiOperation({ summary: 'End the programme’s own pause' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async resume(@Param('pairingId') id: string, @From() caller: Caller) {
    const [row, by] = await this.decidedBy(id, caller);
    return this.checked(row, caller, false, (holds) => ({ type: 'resumeByAdmin', by, at: caller.now(), holds }));
  }

  private row(id: string): Promise<PairingRow> {
    return mustFind(this.reads, () => this.pairings.one(id));
  }

  /** A pairing, and the id by which an admin decides over it: where they are one of the two, that one, so that it is refused. */
  private async decidedBy(id: string, caller: Caller): Promise<readonly [PairingRow, string]> {
    const row = await this.row(id);
    return [row, await caller.as(row.mentorId, row.menteeId)];
  }

  private async checked(row: PairingRow, caller: Caller, takesPlace: boolean, command: (holds: boolean) => PairingCommand) {
    const context = concealed(await caller.command());
    const result = await this.desk.decide(row.id, pairOf(row), takesPlace, context, (standing) => command(standing === undefined));
    return quietly(row.id, result);
  }

  private async plain(id: string, command: PairingCommand, caller: Caller) {
    return quietly(id, await this.desk.plain(id, command, concealed(await caller.command())));
  }
}

/** An answer without the stream's revision, which would count what the other side did. */
function quietly(id: string, result: PairingResult | undefined): Answer<PairingReceipt> {
  return new Answer({ id }, { position: result?.position, status: 200 });
}
