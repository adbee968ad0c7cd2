import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Open } from '@flipside/service-kit';
import { DOCUMENT } from '../parts.js';

/** The document as it is served; it is known only when all routes are. */
export class PublishedDocument {
  json = '';
}

@ApiTags('documentation')
@Controller('v1')
export class OpenApiController {
  constructor(@Inject(DOCUMENT) private readonly document: PublishedDocument) {}

  @Get('openapi.json')
  @Open('It describes the API and holds no data.')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'This document' })
  @ApiResponse({ status: 200, description: 'OpenAPI 3.1', schema: { type: 'object', additionalProperties: true } })
  openApi(): string {
    return this.document.json;
  }
}
