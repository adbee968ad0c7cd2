import { Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DomainError, handleCommand } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Access, Answer, answered, From, mustFind, READ_YOUR_WRITES, type Caller, type GuardedRequest, type ReadYourWrites } from '@flipside/service-kit';
import { hrImportStream } from '../domain/hr-import/events.js';
import { ImportFiles } from '../import/engine/files.js';
import { parseMapping, type ImportMapping } from '../import/mapping.js';
import { searchBy } from '../import/search.js';
import { rejectionCodes, type RejectionCode } from '../import/stated-row.js';
import { Imports } from '../read-models/imports/imports.queries.js';
import { KEYS, TARGETS, type Targets } from '../targets.js';
import { ImportQuery, ImportReceipt, ImportView, RejectionPage, RejectionsQuery } from './hr-import.dto.js';
import { importView } from './import-view.js';
import { takeUpload } from './upload.js';

const HR = { role: 'hr-integration' } as const;

@ApiTags('hr-imports')
@Controller('v1/hr-imports')
export class HrImportController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post()
  @Access(HR)
  @ApiOperation({ summary: 'Upload a file of HR; it is carried through afterwards, and its progress can be read' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', description: 'The file, streamed; 200 MB at most.', example: 'Number,Name\n1001,Ada Quill\n' } })
  @ApiResponse({ status: 202, type: ImportReceipt })
  async upload(@Query() query: ImportQuery, @Req() request: GuardedRequest, @From() caller: Caller): Promise<Answer<ImportReceipt>> {
    const { hash } = this.keys;
    const tools = { db: this.files.db, files: this.files, target: this.targets.hrImport, hash, search: searchBy(hash) };
    const started = await takeUpload(tools, await this.mapping(query), caller, request);
    return answered({ id: caller.newId('hr-import') }, started, 202);
  }

  @Get(':importId')
  @Access(HR)
  @ApiOperation({ summary: 'How far a file is, and what became of it' })
  @ApiResponse({ status: 200, type: ImportView })
  async one(@Param('importId') importId: string): Promise<Answer<ImportView>> {
    const row = await mustFind(this.reads, () => this.imports.one(importId));
    return new Answer(importView(row, await this.files.one(importId)), { revision: row.revision });
  }

  @Get(':importId/rejections')
  @Access(HR)
  @ApiOperation({ summary: 'The rows that were left out: line, field and code' })
  @ApiResponse({ status: 200, type: RejectionPage })
  async rejections(@Param('importId') importId: string, @Query() query: RejectionsQuery): Promise<RejectionPage> {
    await mustFind(this.reads, () => this.imports.one(importId));
    const purpose = `rejections/${importId}`;
    const after = query.after && this.keys.cursors.verify<string>(purpose, query.after);
    const { rows, next } = await this.imports.rejections(importId, { after, limit: query.limit });
    const items = rows.map(({ line, field, code }) => ({ line, field, code, meaning: rejectionCodes[code as RejectionCode] ?? code }));
    return { items, next: next ? this.keys.cursors.sign(purpose, next) : null };
  }

  @Post(':importId/release')
  @Access(HR)
  @ApiOperation({ summary: 'Let a file that was held go on: somebody looked at what it would do' })
  @ApiResponse({ status: 200, type: ImportReceipt })
  async release(@Param('importId') importId: string, @From() caller: Caller): Promise<Answer<ImportReceipt>> {
    const context = await caller.command();
    await this.mustHaveRows(importId);
    const command = { type: 'ReleaseImport', importId } as const;
    const result = await handleCommand(this.targets.hrImport, hrImportStream(importId), command, context);
    return answered({ id: importId }, result, 200);
  }

  private async mustHaveRows(importId: string): Promise<void> {
    if (!(await this.files.isExpired(importId))) return;
    throw new DomainError('import-expired', 'Held for over 30 days, its rows are gone: upload the file of today.');
  }

  private async mapping({ mapping: id, ...stated }: ImportQuery): Promise<ImportMapping> {
    const mapping = await this.files.mapping(id);
    if (!mapping) throw new DomainError('mapping-unknown', 'There is no column mapping with this id: post it first.');
    return parseMapping({ coverage: 'partial', ...mapping, ...stated });
  }
}
