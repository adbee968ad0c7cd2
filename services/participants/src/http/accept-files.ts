import type { IncomingMessage, Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const FILES = '/v1/hr-imports';
/** How long an upload may take, in milliseconds: a file of 200 MB is held back by the rows being stored. */
const UPLOAD_MS = 10 * 60_000;

/** Lets the route of uploads have its body as a stream; nothing of it is held in memory. */
export function acceptFiles(app: NestFastifyApplication): void {
  app.getHttpAdapter().getInstance().addContentTypeParser('text/csv', (request, body: IncomingMessage, done) => {
    if (request.routeOptions.url === FILES) return done(null, body);
    return done(Object.assign(new Error('this route reads no files'), { statusCode: 415 }));
  });
  Object.assign(app.getHttpServer() as Server, { requestTimeout: UPLOAD_MS });
}
