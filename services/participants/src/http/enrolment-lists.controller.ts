import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { topics } from '@flipside/contracts';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, From, Id, ListOf, OneOf, PageQuery, pageOf, roles, Text, Texts, type Caller, type Named, type Owner, type Principal,
} from '@flipside/service-kit';
import { Injectable } from '@nestjs/common';
import { trainingCatalogue } from '../domain/training-catalogue.js';
import type { EnrolmentRow } from '../read-models/enrolments/enrolments.entity.js';
import { Enrolments } from '../read-models/enrolments/enrolments.queries.js';
import { People } from '../read-models/people/people.queries.js';
import { Programmes } from '../read-models/programmes/programmes.queries.js';
import { KEYS } from '../targets.js';
import { EnrolmentPage, TimeRefusals, TimeReleasePage, TrainingCatalogue } from './enrolment.dto.js';
import { enrolmentView, timeReleaseView } from './enrolment-view.js';
import { OfficeInProgramme } from './owners.js';

class EnrolmentsQuery extends PageQuery {
  @Id() programmeId: string;
}

class TopicView {
  @Text() code: string;
  @OneOf(['skill', 'perspective']) kind: string;
  @Text() name: string;
  @Texts() synonyms: string[];
}

class TopicCatalogue {
  @ListOf(() => TopicView, { max: 1000 }) items: TopicView[];
}

/** The named admin of the programme in the query. */
@Injectable()
export class AdminOfQueriedProgramme implements Owner {
  constructor(@Inject(Programmes) private readonly programmes: Programmes) {}

  async owns({ personId }: Principal, { query }: Named): Promise<boolean> {
    const row = query.programmeId ? await this.programmes.one(query.programmeId) : undefined;
    return personId !== undefined && row?.adminId === personId;
  }
}

const ANYBODY = roles.filter((role) => role !== 'reporter' && role !== 'service').map((role) => ({ role }));

@ApiTags('enrolments')
@Controller('v1')
export class EnrolmentListsController {
  constructor(
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(People) private readonly people: People,
    @Inject(KEYS) private readonly keys: KeyStore,
  ) {}

  @Get('enrolments')
  @Access({ role: 'programme-admin', owner: AdminOfQueriedProgramme })
  @ApiOperation({ summary: 'Enrolments of a programme' })
  @ApiResponse({ status: 200, type: EnrolmentPage })
  async ofProgramme(@Query() { programmeId, after, limit }: EnrolmentsQuery): Promise<EnrolmentPage> {
    const purpose = `enrolments/${programmeId}`;
    const from = after && this.keys.cursors.verify<string>(purpose, after);
    const page = await this.enrolments.ofProgramme(programmeId, { after: from, limit });
    return { items: page.rows.map(enrolmentView), next: page.next ? this.keys.cursors.sign(purpose, page.next) : null };
  }

  @Get('me/enrolments')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Your own enrolments' })
  @ApiResponse({ status: 200, type: EnrolmentPage })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<EnrolmentPage> {
    return this.page(`enrolments/of/${caller.personId}`, await this.enrolments.ofPeople(await caller.ids()), query, enrolmentView);
  }

  @Get('line/time-releases')
  @Access({ role: 'line-manager' })
  @ApiOperation({ summary: 'Mentors among your own reports: participation and hours, nothing else' })
  @ApiResponse({ status: 200, type: TimeReleasePage })
  async ofReports(@Query() query: PageQuery, @From() caller: Caller): Promise<TimeReleasePage> {
    const reports = await this.people.reportsOf(await caller.ids(), caller.now().slice(0, 10));
    return this.page(`time-releases/${caller.personId}`, await this.enrolments.mentorsAmong(reports), query, timeReleaseView);
  }

  @Get('programmes/:programmeId/time-refusals')
  @Access({ role: 'sponsor', owner: OfficeInProgramme })
  @ApiOperation({ summary: 'Mentors whose time was refused, with the line manager to speak with' })
  @ApiResponse({ status: 200, type: TimeRefusals })
  async refusals(@Param('programmeId') programmeId: string, @Query() query: PageQuery): Promise<TimeRefusals> {
    const all = await this.enrolments.refusedTime(programmeId);
    const { items: refused, next } = pageOf(this.keys.cursors, `time-refusals/${programmeId}`, all, ({ id }) => id, query);
    const managers = new Map((await this.people.many(refused.map(({ personId }) => personId))).map((row) => [row.id, row.lineManager]));
    return { items: refused.map(({ personId }) => ({ personId, lineManagerId: managers.get(personId) ?? null })), next };
  }

  private page<V>(purpose: string, rows: readonly EnrolmentRow[], query: PageQuery, view: (row: EnrolmentRow) => V) {
    const { items, next } = pageOf(this.keys.cursors, purpose, rows, ({ id }) => id, query);
    return { items: items.map(view), next };
  }

  @Get('training')
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'The training that is shipped' })
  @ApiResponse({ status: 200, type: TrainingCatalogue })
  training(): TrainingCatalogue {
    return { items: trainingCatalogue.map((module) => ({ ...module, roles: [...module.roles], points: [...module.points] })) };
  }

  @Get('topics')
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'The topic catalogue: skills and perspectives with their synonyms' })
  @ApiResponse({ status: 200, type: TopicCatalogue })
  topics(): TopicCatalogue {
    return { items: topics.map((topic) => ({ ...topic, synonyms: [...topic.synonyms] })) };
  }
}
