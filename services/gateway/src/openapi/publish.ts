import { openApiOf } from '@flipside/service-kit';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes } from '../error-codes.js';
import type { OpenApi } from './document.js';
import { mergeDocuments } from './merge.js';
import type { PublishedDocument } from './openapi.controller.js';

const DESCRIPTION = `Reverse mentoring as a service: people, programmes, pairings, sessions, figures.
Commands answer with \`Flipside-Position\`; a query that sends it as \`Flipside-Min-Position\` sees that write.
Errors are RFC 9457 problem details with a stable \`code\`.`;

/** Merges the gateway's own document with the services', and serves it as JSON and as a page that works offline. */
export function publish(app: NestFastifyApplication, services: ReadonlyMap<string, OpenApi>, published: PublishedDocument): OpenApi {
  const own = openApiOf(app, 'gateway', errorCodes) as unknown as OpenApi;
  const document = mergeDocuments({ ...own, info: { title: 'Flipside', version: '1', description: DESCRIPTION } }, services);
  published.json = JSON.stringify(document);
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'Flipside API',
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none', filter: true },
  });
  return document;
}
