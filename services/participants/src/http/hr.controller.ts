import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, type Answer, answered, From, Id, Text, type Caller } from '@flipside/service-kit';
import { HrDesk } from './hr-desk.js';
import { EmploymentRequest, PersonReceipt } from './person.dto.js';

class StatementRequest extends EmploymentRequest {
  @Text({ max: 120, nullable: true, description: 'The legal entity, where numbers repeat among them.' }) legalEntity: string | null;
  @Text({ max: 64, description: 'The employee number in the source.', example: '100042' }) number: string;
}

class PersonMergeRequest {
  @Id({ description: 'The id that is given up.' }) absorbedId: string;
}

const HR = { role: 'hr-integration' } as const;

/** What HR says of single people by what it knows them by. */
@ApiTags('people')
@Controller('v1/people')
export class HrController {
  constructor(@Inject(HrDesk) private readonly desk: HrDesk) {}

  @Post()
  @Access(HR)
  @ApiOperation({ summary: 'State what holds of whoever has a number; who is new is registered. An erased number is a new person from a later start on' })
  @ApiResponse({ status: 200, type: PersonReceipt, description: 'Somebody known.' })
  @ApiResponse({ status: 201, type: PersonReceipt, description: 'Somebody new.' })
  async state(@Body() { number, legalEntity, ...body }: StatementRequest, @From() caller: Caller): Promise<Answer<PersonReceipt>> {
    const key = { source: body.source, legalEntity, number };
    const result = await this.desk.stateByNumber(key, body, await caller.command());
    const isNew = result.events.some(({ type }) => type === 'PersonRegistered');
    return answered({ id: result.personId }, result, isNew ? 201 : 200);
  }

  @Post(':personId/merge')
  @Access(HR)
  @ApiOperation({ summary: 'Two ids are one human: this one goes on with the other’s numbers. They are erased together' })
  @ApiResponse({ status: 200, type: PersonReceipt })
  async merge(@Param('personId') personId: string, @Body() { absorbedId }: PersonMergeRequest, @From() caller: Caller): Promise<Answer<PersonReceipt>> {
    return answered({ id: personId }, await this.desk.merge(personId, absorbedId, await caller.command()), 200);
  }
}
