import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, Scraped } from '../auth/access.js';

export const METRICS_TEXT = Symbol('MetricsText');

/** All metrics as they are now, in Prometheus' text format. */
export type MetricsText = () => Promise<string>;

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS_TEXT) private readonly text: MetricsText) {}

  @Get()
  @Access({ role: 'operator' })
  @Scraped()
  @Header('content-type', TEXT)
  @ApiOperation({ summary: 'Metrics of this process for Prometheus: numbers by route, command and consumer' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'In Prometheus’ text format.', content: { 'text/plain': { schema: { type: 'string' }, example: 'flipside_parked_events{consumer="on-block",service="matching"} 1' } } })
  metrics(): Promise<string> {
    return this.text();
  }
}
