import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Access, Answer, answered, From, mustFind, Problem, READ_YOUR_WRITES, type Caller, type ReadYourWrites } from '@flipside/service-kit';
import type { MatchRunCommand } from '../domain/match-run/decide.js';
import { matchRunStream } from '../domain/match-run/events.js';
import { resultLeft } from '../ledger/kept-run.js';
import { RunDesk } from '../ledger/run-desk.js';
import { RunRequests } from '../ledger/run-requests.js';
import { Runs } from '../read-models/runs/runs.queries.js';
import { KEYS, TARGETS, type Targets } from '../targets.js';
import { AdminOfNamedProgramme, AdminOfRun } from './owners.js';
import { runSummary } from './run-view.js';
import { RunPage, RunReceipt, RunRequest, RunsQuery, RunView, Verification } from './run.dto.js';

const ADMIN = { role: 'programme-admin', owner: AdminOfRun } as const;

@ApiTags('match runs')
@Controller('v1/match-runs')
export class RunController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Runs) private readonly runs: Runs,
    @Inject(RunDesk) private readonly desk: RunDesk,
    @Inject(RunRequests) private readonly requests: RunRequests,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access({ role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Ask for a match run over everybody who is ready, or for a what-if beside one; it is computed in the background' })
  @ApiResponse({ status: 202, type: RunReceipt })
  async request(@Body() body: RunRequest, @From() caller: Caller): Promise<Answer<RunReceipt>> {
    const runId = caller.newId('run');
    const asked = { runId, by: caller.personId, on: caller.now().slice(0, 10) };
    const command = await mustFind(this.reads, () => this.requests.commandOf(body, asked));
    return this.decide(runId, command, caller, 202);
  }

  @Get()
  @Access({ role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Runs of a programme' })
  @ApiResponse({ status: 200, type: RunPage })
  async ofProgramme(@Query() { programmeId, after, limit }: RunsQuery): Promise<RunPage> {
    const purpose = `runs/${programmeId}`;
    const from = after && this.keys.cursors.verify<string>(purpose, after);
    const page = await this.runs.ofProgramme(programmeId, { after: from, limit });
    return { items: page.rows.map(runSummary), next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  @Get(':runId')
  @Access(ADMIN, { role: 'auditor' })
  @ApiOperation({ summary: 'One run: how far it is, what was found, its hashes, its report' })
  @ApiResponse({ status: 200, type: RunView })
  async one(@Param('runId') runId: string): Promise<Answer<RunView>> {
    const row = await mustFind(this.reads, () => this.runs.one(runId));
    const [report, progress] = await Promise.all([row.state === 'requested' ? null : this.desk.report(runId), this.desk.progress(runId)]);
    return new Answer({ ...runSummary(row), report, progress } as RunView, { revision: row.revision });
  }

  @Post(':runId/publish')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Publish a run: a named person does, and the mentors are asked' })
  @ApiResponse({ status: 200, type: RunReceipt })
  async publish(@Param('runId') runId: string, @From() caller: Caller): Promise<Answer<RunReceipt>> {
    const by = caller.personId;
    const [kept, row, own] = await Promise.all([this.desk.load(runId), mustFind(this.reads, () => this.runs.one(runId)), caller.ids()]);
    const proposals = kept ? resultLeft(kept).proposals : [];
    const involved = proposals.some(({ mentorId, menteeId }) => own.includes(mentorId) || own.includes(menteeId));
    const newest = await this.runs.published(row.programmeId);
    const outdated = newest !== undefined && newest.id !== runId && newest.requested.asOf >= row.requested.asOf;
    return this.decide(runId, { type: 'publish', by, involved, outdated }, caller);
  }

  @Post(':runId/abort')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Abort a run that is being computed: nothing of it is kept' })
  @ApiResponse({ status: 200, type: RunReceipt })
  abort(@Param('runId') runId: string, @From() caller: Caller): Promise<Answer<RunReceipt>> {
    return this.decide(runId, { type: 'abort', by: caller.personId }, caller);
  }

  @Post(':runId/discard')
  @Access(ADMIN)
  @ApiOperation({ summary: 'Discard a run that is not published' })
  @ApiResponse({ status: 200, type: RunReceipt })
  discard(@Param('runId') runId: string, @From() caller: Caller): Promise<Answer<RunReceipt>> {
    return this.decide(runId, { type: 'discard', reason: 'by-admin', by: caller.personId }, caller);
  }

  @Post(':runId/verify')
  @Access(ADMIN, { role: 'auditor' }, { role: 'operator' })
  @ApiOperation({ summary: 'Build a run’s snapshot again from the events, compute it again, and compare every byte with what is kept' })
  @ApiResponse({ status: 200, type: Verification })
  async verify(@Param('runId') runId: string, @From() { signal }: Caller): Promise<Answer<Verification>> {
    const found = await this.desk.verify(runId, signal);
    if (!found) throw new Problem('not-found', 'There is no such completed run.');
    return new Answer({ ...found, differs: [...found.differs] }, { status: 200 });
  }

  private async decide(runId: string, command: MatchRunCommand, caller: Caller, status = 200): Promise<Answer<RunReceipt>> {
    return answered({ id: runId }, await handleCommand(this.targets.run, matchRunStream(runId), command, await caller.command()), status);
  }
}
