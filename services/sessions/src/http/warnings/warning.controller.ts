import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Recorded } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, From, mustFind, pageOf, PageQuery, READ_YOUR_WRITES, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import type { WarningCommand } from '../../domain/warning/decide.js';
import { warningStream, type WarningEvent } from '../../domain/warning/events.js';
import { eventsOf, lastOf } from '../../log.js';
import { pairOfRow, Pairings } from '../../read-models/pairings/pairings.queries.js';
import type { WarningRow } from '../../read-models/warnings/warnings.entity.js';
import { Warnings } from '../../read-models/warnings/warnings.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { Handling, receipt } from '../handling.js';
import { MemberOfPairing } from '../owners.js';
import { Receipt } from '../shared.dto.js';
import { PartyOfWarning, RecipientOfWarning } from '../voice-owners.js';
import { WarningReaders } from './readers.js';
import { DismissalRequest, MitigationRequest, OwnWarnings, WarningRequest } from './warning.dto.js';

/** A warning reaches a leader, a sponsor or a custodian. */
const MAY = ['participant', 'sponsor', 'custodian'] as const;
const RECIPIENT = MAY.map((role) => ({ role, owner: RecipientOfWarning }));
const PARTY = MAY.map((role) => ({ role, owner: PartyOfWarning }));

@ApiTags('warnings')
@Controller('v1/warnings')
export class WarningController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(Warnings) private readonly warnings: Warnings,
    @Inject(WarningReaders) private readonly readers: WarningReaders,
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'participant', owner: MemberOfPairing })
  @ApiOperation({ summary: 'Warn of a risk that you see from below' })
  @ApiResponse({ status: 201, type: Receipt })
  async raise(@Body() body: WarningRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const pair = pairOfRow(await mustFind(this.reads, () => this.pairings.one(body.pairingId)));
    const warningId = this.handling.concealedId(caller, 'warning');
    const { text, bitesOn, audience, named } = body;
    const command = { type: 'raise', ...pair, warningId, by: caller.personId, audience, named, text, bitesOn, at: caller.now() } as const;
    return this.decide(warningId, command, caller, 201, body);
  }

  @Post(':warningId/own')
  @Access(...RECIPIENT)
  @ApiOperation({ summary: 'Take a warning on' })
  @ApiResponse({ status: 200, type: Receipt })
  async own(@Param('warningId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'own', by: caller.personId, at: caller.now() }, caller);
  }

  @Post(':warningId/mitigate')
  @Access(...RECIPIENT)
  @ApiOperation({ summary: 'Say what was done about it, and what that saved' })
  @ApiResponse({ status: 200, type: Receipt })
  async mitigate(@Param('warningId') id: string, @Body() { note, costAvoided }: MitigationRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const cost = costAvoided ? { amount: costAvoided.amount, currency: costAvoided.currency } : null;
    return this.decide(id, { type: 'mitigate', by: caller.personId, note, costAvoided: cost, at: caller.now() }, caller);
  }

  @Post(':warningId/materialise')
  @Access(...PARTY)
  @ApiOperation({ summary: 'Say that it bit' })
  @ApiResponse({ status: 200, type: Receipt })
  async materialise(@Param('warningId') id: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'materialise', by: caller.personId, at: caller.now() }, caller);
  }

  @Post(':warningId/dismiss')
  @Access(...RECIPIENT)
  @ApiOperation({ summary: 'Dismiss it; the raiser is told why' })
  @ApiResponse({ status: 200, type: Receipt })
  async dismiss(@Param('warningId') id: string, @Body() { reason }: DismissalRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    return this.decide(id, { type: 'dismiss', by: caller.personId, reason, at: caller.now() }, caller);
  }

  @Get('mine')
  @Access(...MAY.map((role) => ({ role })))
  @ApiOperation({ summary: 'Warnings that you raised, or that reached you' })
  @ApiResponse({ status: 200, type: OwnWarnings })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<OwnWarnings> {
    const ids = await caller.ids();
    const rows = await this.readers.of(ids);
    const { items, next } = pageOf(this.keys.cursors, `warnings/${caller.personId}`, rows, ({ raisedOn, id }) => `${raisedOn}/${id}`, query);
    return { items: await Promise.all(items.map((row) => this.view(row, ids))), next };
  }

  private async view(row: WarningRow, ids: readonly string[]): Promise<OwnWarnings['items'][number]> {
    const { raiser: _raiser, recipient: _recipient, ...facts } = row;
    const relation = ids.some((id) => this.warnings.isRaiser(row, id)) ? 'raised' : 'reached';
    return { ...facts, relation, ...wordsIn(await eventsOf(this.targets.warning, warningStream(row.id)), relation) };
  }

  private async decide(id: string, command: WarningCommand, caller: Caller, status = 200, body: unknown = null): Promise<Answer<Receipt>> {
    return receipt(id, await this.handling.handle(this.targets.warning, warningStream(id), command, caller, body), status);
  }
}

type Words = Pick<OwnWarnings['items'][number], 'raiserId' | 'text' | 'note' | 'reason'>;

function wordsIn(events: readonly Recorded<WarningEvent>[], relation: 'raised' | 'reached'): Words {
  const { note = null } = lastOf(events, 'WarningMitigated')?.data ?? {};
  const { reason = null } = lastOf(events, 'WarningDismissed')?.data ?? {};
  return { ...wordsOf(lastOf(events, 'WarningRaised')?.data, relation), note, reason };
}

type Raised = Extract<WarningEvent, { type: 'WarningRaised' }>['data'];

function wordsOf(raised: Raised | undefined, relation: 'raised' | 'reached'): Pick<Words, 'raiserId' | 'text'> {
  if (!raised) return { raiserId: null, text: null };
  const shown = relation === 'raised' || raised.named === true;
  return { raiserId: shown ? raised.raiserId : null, text: raised.text };
}
