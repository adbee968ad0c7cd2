import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import { Access, type Answer, From, pageOf, PageQuery, Problem, roles, type Caller } from '@flipside/service-kit';
import { CheckInDesk } from '../../desk/check-in-desk.js';
import { checkInStream } from '../../domain/check-in/events.js';
import { instruments, textOf, unitsQuestion } from '../../instruments/catalogue.js';
import { agreement, askedOf } from '../../instruments/instrument.js';
import { growthScale, skillScale } from '../../instruments/skill-scale.js';
import { CheckIns } from '../../read-models/check-ins/check-ins.queries.js';
import type { CheckInRow } from '../../read-models/check-ins/check-ins.entity.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { CHECK_IN_DAYS } from '../../timers/fire.js';
import { Handling, quietly } from '../handling.js';
import { AdminOfNamedProgramme } from '../owners.js';
import { Receipt } from '../shared.dto.js';
import { RespondentOfCheckIn } from '../voice-owners.js';
import { AnswersRequest, CheckInRequest, Instruments, OwnCheckIns } from './check-in.dto.js';
import { Respondents } from './respondents.js';

const ANYBODY = roles.filter((role) => role !== 'reporter' && role !== 'service').map((role) => ({ role }));
const DAY_MS = 86_400_000;

@ApiTags('check-ins')
@Controller('v1')
export class CheckInController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Handling) private readonly handling: Handling,
    @Inject(CheckIns) private readonly checkIns: CheckIns,
    @Inject(CheckInDesk) private readonly desk: CheckInDesk,
    @Inject(Respondents) private readonly respondents: Respondents,
  ) {}

  @Get('instruments')
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'The instruments that are shipped, and what the levels mean' })
  @ApiResponse({ status: 200, type: Instruments })
  catalogue(): Instruments {
    return {
      items: instruments.map((one) => ({ ...one, answeredBy: [...one.answeredBy], items: one.items.map((item) => ({ ...item })) })),
      scale: [...agreement],
      skillScale: skillScale.map((one, level) => ({ level, ...one })),
      growthScale: growthScale.map((one, level) => ({ level, ...one })),
    };
  }

  @Get('check-ins/mine')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Rounds in which you were asked' })
  @ApiResponse({ status: 200, type: OwnCheckIns })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<OwnCheckIns> {
    const ids = await caller.ids();
    const rows = await this.checkIns.of(ids);
    const { items, next } = pageOf(this.keys.cursors, `check-ins/${caller.personId}`, rows, ({ openedOn, id }) => `${openedOn}/${id}`, query);
    return { items: items.map((row) => this.ownView(row, ids)), next };
  }

  @Post('check-ins')
  @Access({ role: 'programme-admin', owner: AdminOfNamedProgramme })
  @ApiOperation({ summary: 'Ask an instrument of a programme’s pairs, or of a leader’s team, beside the planned rounds' })
  @ApiResponse({ status: 201, type: Receipt })
  async open(@Body() { programmeId, instrument, leaderId }: CheckInRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const asked = instruments.find((one) => one.instrument === instrument);
    if (!asked) throw new Problem('request-invalid', 'There is no such instrument: GET /v1/instruments lists them.');
    const at = caller.now();
    const people = await this.respondents.of(programmeId, asked, leaderId, at);
    const checkInId = caller.newId('check-in');
    const closesAt = new Date(Date.parse(at) + CHECK_IN_DAYS * DAY_MS).toISOString();
    const result = await this.desk.open(people.map(({ personId }) => personId), async (lastSurveyOn) => {
      const round = (await this.checkIns.roundsOf(programmeId, instrument)) + 1;
      const facts = { checkInId, pairingId: null, programmeId, round, occasion: 'interim', asksUnits: false, closesAt, at } as const;
      const respondents = people.map((one) => ({ ...one, lastSurveyOn: lastSurveyOn(one.personId) }));
      const command = { type: 'open', ...facts, instruments: [askedOf(asked)], respondents } as const;
      return this.handling.handle(this.targets.checkIn, checkInStream(checkInId), command, caller);
    });
    return quietly({ id: checkInId }, result, 201);
  }

  @Post('check-ins/:checkInId/answers')
  @Access({ role: 'participant', owner: RespondentOfCheckIn })
  @ApiOperation({ summary: 'Answer a round, once; figures alone are made of it' })
  @ApiResponse({ status: 200, type: Receipt })
  async answer(@Param('checkInId') id: string, @Body() body: AnswersRequest, @From() caller: Caller): Promise<Answer<Receipt>> {
    const { answers, units = null, comment = null } = body;
    const command = { type: 'answer', by: caller.personId, answers, units, comment, at: caller.now() } as const;
    return quietly({ id }, await this.handling.handle(this.targets.checkIn, checkInStream(id), command, caller, body));
  }

  private ownView(row: CheckInRow, ids: readonly string[]): OwnCheckIns['items'][number] {
    const { id, programmeId, pairingId, round, occasion, openedOn, closesAt, open, respondents } = row;
    const items = row.instruments.flatMap((one) => one.items.map(({ item }) => ({ item, text: textOf(item) ?? item })));
    return {
      id, programmeId, pairingId, round, occasion, openedOn, closesAt, open, items,
      role: respondents.find((one) => ids.includes(one.personId))!.role,
      answered: this.checkIns.hasAnswered(row, ids),
      unitsQuestion: row.asksUnits ? unitsQuestion : null,
    };
  }
}
