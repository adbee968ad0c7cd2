import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@flipside/event-sourcing';
import { Access, type Answer, type Caller, found, From, Refuses, type Role } from '@flipside/service-kit';
import { Programmes } from '../read-models/programmes/programmes.queries.js';
import { ProgrammeNotice } from './programme.dto.js';

/** Who reads a notice that is still being prepared. */
const prepares: readonly Role[] = ['programme-admin', 'sponsor', 'custodian', 'auditor'];

/** Where people read what they are told of a programme. */
@ApiTags('programmes')
@Controller('v1/programmes')
export class ProgrammeNoticeController {
  constructor(@Inject(Programmes) private readonly programmes: Programmes) {}

  @Get(':programmeId/notice')
  @Access(
    { role: 'participant' }, { role: 'line-manager' }, { role: 'programme-admin' }, { role: 'sponsor' }, { role: 'custodian' },
    { role: 'auditor' }, { role: 'analyst' },
  )
  @Refuses('programme-unknown')
  @ApiOperation({ summary: 'What people are told of a programme: how they are matched, and why, on what ground and for how long data is held; before the opening for those alone who prepare it' })
  @ApiResponse({ status: 200, type: ProgrammeNotice })
  async notice(@Param('programmeId') programmeId: string, @From() { principal: { roles } }: Caller): Promise<Answer<ProgrammeNotice>> {
    const row = await this.programmes.one(programmeId);
    const ahead = row?.state === 'draft' && !roles.some((role) => prepares.includes(role));
    if (!row?.governance || ahead) throw new DomainError('programme-unknown', 'There is no programme with this id that has a notice: check it.');
    const { notice: { language, text, criteria }, purposes } = row.governance;
    return found({ id: row.id, revision: row.revision, language, text, criteria: [...criteria], purposes: [...purposes] });
  }
}
