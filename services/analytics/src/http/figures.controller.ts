import { Controller, Get, Inject, Injectable, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { KnownProgrammes } from '@flipside/participants-view';
import {
  Access, Day, From, Id, Instant, OneOf, Problem, roles, type Caller, type Named, type Owner, type Principal,
} from '@flipside/service-kit';
import { liveFigures, releasedFigures } from '../figures/catalogue.js';
import { figureCodes, type FigureCode } from '../figures/figure.js';
import { findAll, findingRules, findOwn, ownFindingRules } from '../findings/find.js';
import { Releases } from '../read-models/releases/releases.projection.js';
import type { ReleaseRow } from '../read-models/releases/releases.entity.js';
import { FigureReader } from '../releases/figures-read.js';
import { FigureCatalogue, FindingList, FindingRules, LiveFigureView, ReleaseList, ReportView, type CellView, type ReleaseView } from './figures.dto.js';

class ProgrammeQuery {
  @Id() programmeId: string;
}

class FigureQuery extends ProgrammeQuery {
  @Instant({ optional: true, description: 'Only what was recorded by then; now where it is left out.' }) asOf?: string;
  @Day({ optional: true, description: 'Only what held by that day.' }) effectiveOn?: string;
}

class ReleasesQuery extends ProgrammeQuery {
  @OneOf(figureCodes) figure: FigureCode;
}

/** The named admin, or the sponsor, of the programme in the query or the path. */
@Injectable()
export class RunsProgramme implements Owner {
  constructor(@Inject(KnownProgrammes) private readonly programmes: KnownProgrammes) {}

  async owns({ personId, roles: held }: Principal, { query, params }: Named): Promise<boolean> {
    const programmeId = params.programmeId ?? query.programmeId;
    if (!programmeId) return false;
    const offices = (['admin', 'sponsor'] as const).filter((office) => held.includes(office === 'admin' ? 'programme-admin' : 'sponsor'));
    const answers = await Promise.all(offices.map((office) => this.programmes.holds(personId, office, programmeId)));
    return answers.includes(true);
  }
}

const READERS = [
  { role: 'programme-admin', owner: RunsProgramme },
  { role: 'sponsor', owner: RunsProgramme },
  { role: 'analyst' },
] as const;
const ANYBODY = roles.filter((role) => role !== 'reporter' && role !== 'service').map((role) => ({ role }));

@ApiTags('figures')
@Controller('v1')
export class FiguresController {
  constructor(
    @Inject(FigureReader) private readonly figures: FigureReader,
    @Inject(Releases) private readonly released: Releases,
  ) {}

  @Get('figures')
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'Every figure with its definition' })
  @ApiResponse({ status: 200, type: FigureCatalogue })
  catalogue(): FigureCatalogue {
    return { items: [...liveFigures, ...releasedFigures].map(({ definition }) => ({ ...definition })) };
  }

  @Get('figures/:figure')
  @ApiParam({ name: 'figure', schema: { type: 'string', enum: [...figureCodes], example: 'objectives' } })
  @Access(...READERS)
  @ApiOperation({ summary: 'A live figure of a programme, also as of any past moment' })
  @ApiResponse({ status: 200, type: LiveFigureView })
  live(@Param('figure') figure: string, @Query() query: FigureQuery, @From() caller: Caller): Promise<LiveFigureView> {
    return this.read(figure, query, caller.now());
  }

  @Get('me/figures/leader-commitment')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'What you yourself did as a leader; for your own eyes' })
  @ApiResponse({ status: 200, type: LiveFigureView })
  own(@Query() query: FigureQuery, @From() caller: Caller): Promise<LiveFigureView> {
    return this.read('leader-commitment', query, caller.now(), caller.personId);
  }

  @Get('releases')
  @Access(...READERS)
  @ApiOperation({ summary: 'The releases of a sealed figure, in the order of their periods' })
  @ApiResponse({ status: 200, type: ReleaseList })
  async releases(@Query() { programmeId, figure }: ReleasesQuery): Promise<ReleaseList> {
    return { items: (await this.released.of(programmeId, figure)).map(releaseView) };
  }

  @Get('finding-rules')
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'The rules by which findings are made' })
  @ApiResponse({ status: 200, type: FindingRules })
  rules(): FindingRules {
    return { items: [...findingRules, ...ownFindingRules].map(({ code, figure, means }) => ({ code, figure, means })) };
  }

  @Get('findings')
  @Access(...READERS)
  @ApiOperation({ summary: 'What the figures of a programme show beyond doubt' })
  @ApiResponse({ status: 200, type: FindingList })
  async findings(@Query() { programmeId }: ProgrammeQuery, @From() caller: Caller): Promise<FindingList> {
    return { items: findAll(await this.figures.all(programmeId, caller.now())) as unknown as FindingList['items'] };
  }

  @Get('me/findings')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'What your own figures as a leader show; for your own eyes' })
  @ApiResponse({ status: 200, type: FindingList })
  async ownFindings(@Query() { programmeId }: ProgrammeQuery, @From() caller: Caller): Promise<FindingList> {
    const { personId: leaderId } = caller;
    if (leaderId === undefined) return { items: [] };
    const own = await this.figures.all(programmeId, caller.now(), leaderId);
    return { items: findOwn({ ...own, leaderId }) as unknown as FindingList['items'] };
  }

  @Get('reports/:programmeId')
  @Access(...READERS)
  @ApiOperation({ summary: 'All figures of a programme with their findings, ending with its objectives' })
  @ApiResponse({ status: 200, type: ReportView })
  async report(@Param('programmeId') programmeId: string, @From() caller: Caller): Promise<ReportView> {
    const now = caller.now();
    const codes = liveFigures.map(({ definition }) => definition.code);
    const live = await Promise.all(codes.map((code) => this.read(code, { programmeId }, now)));
    const newest = await Promise.all(releasedFigures.map(async ({ definition }) => (await this.released.of(programmeId, definition.code)).at(-1)));
    return {
      programmeId,
      asOf: now,
      live: live.filter(({ figure }) => figure !== 'objectives'),
      released: newest.flatMap((row) => (row ? [releaseView(row)] : [])),
      findings: findAll(await this.figures.all(programmeId, now)) as unknown as ReportView['findings'],
      objectives: live.find(({ figure }) => figure === 'objectives')!,
    };
  }

  private async read(figure: string, query: FigureQuery, now: string, leaderId?: string): Promise<LiveFigureView> {
    const { programmeId, asOf = now } = query;
    const effectiveOn = query.effectiveOn ?? asOf.slice(0, 10);
    const moment = { recordedBy: asOf, effectiveOn };
    const cells = await this.figures.live(figure as FigureCode, { programmeId, asOf: moment, ...(leaderId !== undefined && { leaderId }) });
    if (!cells) throw new Problem('not-found', 'There is no such live figure: sealed figures are read as releases.');
    return { figure, programmeId, asOf, effectiveOn, cells: cells as unknown as CellView[] };
  }
}

function releaseView({ figure, period, until, k, releasedAt, cells }: ReleaseRow): ReleaseView {
  return { figure, period, until, k, releasedAt, cells: cells as unknown as CellView[] };
}
