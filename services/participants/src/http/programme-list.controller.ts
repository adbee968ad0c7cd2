import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyStore } from '@flipside/privacy';
import { Access, From, PageQuery, type Caller, type Role } from '@flipside/service-kit';
import type { ProgrammeRow } from '../read-models/programmes/programmes.entity.js';
import { Programmes, type Readable } from '../read-models/programmes/programmes.queries.js';
import { KEYS } from '../targets.js';
import { ProgrammePage, type ProgrammeSummary } from './programme.dto.js';

const PURPOSE = 'programmes';

/** Where programmes are found. */
@ApiTags('programmes')
@Controller('v1/programmes')
export class ProgrammeListController {
  constructor(
    @Inject(Programmes) private readonly programmes: Programmes,
    @Inject(KEYS) private readonly keys: KeyStore,
  ) {}

  @Get()
  @Access({ role: 'programme-admin' }, { role: 'sponsor' }, { role: 'custodian' }, { role: 'auditor' }, { role: 'analyst' })
  @ApiOperation({ summary: 'The programmes that you may read: those you run or hold an office in; for auditors and analysts all' })
  @ApiResponse({ status: 200, type: ProgrammePage })
  async list(@Query() { after, limit }: PageQuery, @From() caller: Caller): Promise<ProgrammePage> {
    const from = after && this.keys.cursors.verify<string>(PURPOSE, after);
    const page = await this.programmes.page(await readableBy(caller), { after: from, limit });
    return { items: page.rows.map(summary), next: page.next ? this.keys.cursors.sign(PURPOSE, page.next) : null };
  }
}

/** As for a single one: @see ProgrammeController.one */
async function readableBy(caller: Caller): Promise<Readable> {
  const holds = (...roles: readonly Role[]): boolean => roles.some((role) => caller.principal.roles.includes(role));
  if (holds('auditor', 'analyst')) return 'all';
  const ids = await caller.ids();
  return { runBy: holds('programme-admin') ? ids : [], inOfficeOf: holds('sponsor', 'custodian') ? ids : [] };
}

function summary({ id, revision, state, name, policy }: ProgrammeRow): ProgrammeSummary {
  return { id, revision, state, name, window: policy && { ...policy.window } };
}
