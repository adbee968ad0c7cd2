import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, Answer, answered, From, mustFind, pageOf, PageQuery, READ_YOUR_WRITES, Refuses, type Caller, type ReadYourWrites,
} from '@flipside/service-kit';
import { Overrides } from '../desk/overrides.js';
import { QuestionDesk } from '../ledger/question-desk.js';
import { RunDesk } from '../ledger/run-desk.js';
import { Runs } from '../read-models/runs/runs.queries.js';
import { KEYS } from '../targets.js';
import { AdminOfRun, CustodianOfRun } from './owners.js';
import { PairingReceipt } from './pairing.dto.js';
import { OwnChainList, ProposalList, UnmatchedList } from './proposal.dto.js';
import { ComparisonView, OverridePreviewView, OverrideRequest, PairQuery, PlaceValueView, WhyNotView } from './question.dto.js';
import { constraintViews, proposalView, unmatchedView, whyNotView } from './run-view.js';

const ADMIN = { role: 'programme-admin', owner: AdminOfRun } as const;

@ApiTags('match runs')
@Controller('v1/match-runs/:runId')
export class ResultController {
  constructor(
    @Inject(Runs) private readonly runs: Runs,
    @Inject(RunDesk) private readonly desk: RunDesk,
    @Inject(QuestionDesk) private readonly questions: QuestionDesk,
    @Inject(Overrides) private readonly overrides: Overrides,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Get('proposals')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Proposals with their score by criterion, the facts behind it in words, and runners-up' })
  @ApiResponse({ status: 200, type: ProposalList })
  async proposals(@Param('runId') runId: string, @Query() query: PageQuery, @From() caller: Caller): Promise<ProposalList> {
    const [found, own] = await Promise.all([this.desk.result(runId), caller.ids()]);
    const left = found?.proposals ?? [];
    // Nobody holds a role over their own pairing: an admin reads of it what every participant does, and no score.
    const others = left.filter(({ mentorId, menteeId }) => !own.includes(mentorId) && !own.includes(menteeId));
    const { items, next } = pageOf(this.keys.cursors, `proposals/${runId}`, others, (one) => `${descending(one.fit.score)}/${keyOf(one)}`, query);
    return { items: items.map(proposalView), next, erased: (found?.counts.proposed ?? 0) - left.length };
  }

  @Get('unmatched')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Who was left without a partner, why, and the smallest change that would help' })
  @ApiResponse({ status: 200, type: UnmatchedList })
  async unmatched(@Param('runId') runId: string, @Query() query: PageQuery): Promise<UnmatchedList> {
    const all = (await this.desk.result(runId))?.unmatched ?? [];
    const { items, next } = pageOf(this.keys.cursors, `unmatched/${runId}`, all, ({ role, personId }) => `${role}/${personId}`, query);
    return { items: items.map(unmatchedView), next };
  }

  @Get('own-chain')
  @Access({ role: 'custodian', owner: CustodianOfRun })
  @ApiOperation({ summary: 'For the custodian: proposals within the mentor’s own chain, made by the mentor’s opt-in' })
  @ApiResponse({ status: 200, type: OwnChainList })
  async ownChain(@Param('runId') runId: string, @Query() query: PageQuery): Promise<OwnChainList> {
    const proposals = ((await this.desk.result(runId))?.proposals ?? []).filter(({ tellCustodian }) => tellCustodian);
    const pairs = proposals.map(({ mentorId, menteeId }) => ({ mentorId, menteeId }));
    return pageOf(this.keys.cursors, `own-chain/${runId}`, pairs, keyOf, query);
  }

  @Get('why-not')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Why two are not proposed: what forbids it, or what it would cost and whom it would displace' })
  @Refuses('run-not-completed', 'pairing-not-found', 'pair-not-possible')
  @ApiResponse({ status: 200, type: WhyNotView })
  async whyNot(@Param('runId') runId: string, @Query() { mentor, mentee }: PairQuery, @From() caller: Caller): Promise<WhyNotView> {
    await refuseOwn(caller, mentor, mentee);
    return whyNotView(await this.questions.whyNot(runId, mentor, mentee, caller.signal));
  }

  @Get('mentors/:personId/place-value')
  @Access(ADMIN)
  @ApiOperation({ summary: 'What one more place of a mentor would add, and what would be lost without one' })
  @Refuses('run-not-completed')
  @ApiResponse({ status: 200, type: PlaceValueView })
  async placeValue(@Param('runId') runId: string, @Param('personId') personId: string, @From() caller: Caller): Promise<PlaceValueView> {
    await refuseOwn(caller, personId);
    return mustFind(this.reads, async () => (await this.questions.placeValue(runId, personId, caller.signal)) ?? undefined);
  }

  @Get('comparison')
  @Access(ADMIN)
  @ApiOperation({ summary: 'A what-if beside the run it is compared with: who changes, and what it costs' })
  @Refuses('what-if-incomplete', 'run-not-completed')
  @ApiResponse({ status: 200, type: ComparisonView })
  async comparison(@Param('runId') runId: string): Promise<ComparisonView> {
    const { present, other, changed, ...rest } = await this.desk.comparison(runId);
    return { ...rest, changed: [...changed], present: present.report, other: other.report } as unknown as ComparisonView;
  }

  @Get('overrides/preview')
  @Access(ADMIN)
  @ApiOperation({ summary: 'What an override would break and cost, before it is confirmed' })
  @Refuses('run-not-completed', 'pairing-not-found', 'pair-not-possible')
  @ApiResponse({ status: 200, type: OverridePreviewView })
  async preview(@Param('runId') runId: string, @Query() { mentor, mentee }: PairQuery, @From() caller: Caller): Promise<OverridePreviewView> {
    await refuseOwn(caller, mentor, mentee);
    const { broken, firm, fit, cost } = await this.questions.override(runId, mentor, mentee, caller.signal);
    return { possible: cost !== null, broken: constraintViews(broken), firm: constraintViews(firm), score: fit.score, cost };
  }

  @Post('overrides')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Put two together whom the run did not propose, with a reason and the cost that was shown; the mentor is asked first' })
  @ApiResponse({ status: 201, type: PairingReceipt })
  async override(@Param('runId') runId: string, @Body() body: OverrideRequest, @From() caller: Caller): Promise<Answer<PairingReceipt>> {
    // Before the cost is compared: of their own pair nobody is told one.
    await refuseOwn(caller, body.mentorId, body.menteeId);
    const run = await mustFind(this.reads, () => this.runs.one(runId));
    const id = caller.newId('pairing');
    const result = await this.overrides.make(run, { ...body, pairingId: id, by: caller.personId }, await caller.command(), caller.signal);
    return answered<PairingReceipt, never, unknown>({ id }, result as never, 201);
  }
}

async function refuseOwn(caller: Caller, ...people: readonly string[]): Promise<void> {
  if (people.includes(await caller.as(...people))) throw new DomainError('own-pairing', 'This is about yourself: ask another admin.');
}

function keyOf({ mentorId, menteeId }: { readonly mentorId: string; readonly menteeId: string }): string {
  return `${mentorId}/${menteeId}`;
}

/** A number that sorts as a text, the highest first. */
function descending(score: number): string {
  return String(9_999_999 - score).padStart(7, '0');
}
