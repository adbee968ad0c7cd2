import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, Answer, From, Problem, type Caller } from '@flipside/service-kit';
import { ImportFiles } from '../import/engine/files.js';
import { parseMapping } from '../import/mapping.js';
import { sameContent } from '../domain/same-content.js';
import { ImportReceipt, MappingRequest } from './hr-import.dto.js';

/** Stands for what each upload says itself while a mapping is checked. */
const OF_UPLOAD = { source: 'any', asOf: '2000-01-01', coverage: 'partial' };

@ApiTags('hr-imports')
@Controller('v1/hr-mappings')
export class HrMappingController {
  constructor(@Inject(ImportFiles) private readonly files: ImportFiles) {}

  @Post()
  @Access({ role: 'hr-integration' })
  @ApiOperation({ summary: 'Say which column of a file is what; files are then uploaded by this mapping' })
  @ApiResponse({ status: 201, type: ImportReceipt })
  async add(@Body() { name, mapping }: MappingRequest, @From() caller: Caller): Promise<Answer<ImportReceipt>> {
    parseMapping({ ...OF_UPLOAD, ...mapping });
    const id = caller.newId('hr-mapping');
    await this.files.addMapping(id, name, mapping);
    if (!sameContent(await this.files.mapping(id), mapping)) {
      throw new Problem('idempotency-key-reused', 'This Idempotency-Key came before with another body: use a new key.');
    }
    return new Answer({ id }, { status: 201 });
  }
}
