import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { asyncApi } from '@flipside/contracts/documents/asyncapi';
import { allTopics, schemaDocument } from '@flipside/contracts/documents/schemas';
import { Open, Problem, Refuses } from '@flipside/service-kit';

const anyObject = { type: 'object', additionalProperties: true };
const WHY = 'It describes the events and holds no data.';
const CACHE = 'public, max-age=60';

/** What is told on Kafka and in the feed, for whoever consumes it. */
@ApiTags('documentation')
@Controller('v1')
export class ContractsController {
  private readonly document = JSON.stringify(asyncApi());

  @Get('asyncapi.json')
  @Open(WHY)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', CACHE)
  @ApiOperation({ summary: 'All topics and messages' })
  @ApiResponse({ status: 200, description: 'AsyncAPI 3', schema: anyObject })
  asyncApi(): string {
    return this.document;
  }

  @Get('schemas/:topic/:type')
  @Open(WHY)
  @Header('content-type', 'application/schema+json; charset=utf-8')
  @Header('cache-control', CACHE)
  @ApiParam({ name: 'topic', schema: { type: 'string', enum: allTopics().map(({ topic }) => topic) } })
  @ApiParam({ name: 'type', schema: { type: 'string', pattern: '^[A-Za-z]{1,64}$', example: 'PersonErased' } })
  @Refuses('not-found')
  @ApiOperation({ summary: 'The schema of one type of message' })
  @ApiResponse({ status: 200, description: 'JSON Schema 2020-12', content: { 'application/schema+json': { schema: anyObject } } })
  schema(@Param('topic') topic: string, @Param('type') type: string): string {
    const found = schemaDocument(topic, type);
    if (!found) throw new Problem('not-found', 'There is no such message on that topic: see the AsyncAPI document.');
    return JSON.stringify(found);
  }
}
