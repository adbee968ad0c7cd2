import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, referred, type Schema, type Schemas } from './openapi/examples.js';
import { answerHeaders, kindOf, METHODS, parametersOf, type Content, type Method, type Operation } from './openapi/operations.js';
import { problemSchema, problemsOf } from './openapi/problems.js';
import { REFUSES } from './http/refuses.js';
import type { ErrorCodes } from './problem.js';

/**
 * The OpenAPI 3.1 document of a service, completed with what all routes share: problem details for every status, the
 * headers of commands and queries, examples, and security. A schema of requests has no fields beside its own.
 *
 * @param codes error codes of the service's own rules; any command may answer with those of its domain.
 */
export function openApiOf(app: INestApplication, service: string, codes: ErrorCodes): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Flipside ${service}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const operationIdFactory = (controller: string, method: string): string => `${controller.replace(/Controller$/, '')}_${method}`;
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory });
  const schemas: Record<string, Schema> = { ...(document.components?.schemas as Schemas | undefined), Problem: problemSchema };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      if (item[method]) complete(item[method] as unknown as Operation, path, method, codes, schemas);
    }
  }
  document.components = { ...document.components, schemas: schemas as never };
  return document;
}

function complete(operation: Operation, path: string, method: Method, codes: ErrorCodes, schemas: Record<string, Schema>): void {
  const kind = kindOf(operation, method);
  const named = operation[REFUSES] as readonly string[] | undefined;
  const problems = problemsOf(kind, codes, named && { codes: named, by: operation.operationId!.replaceAll(/\W|_/g, '') });
  Object.assign(schemas, problems.schemas);
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description ||= operation.summary;
    if (status.startsWith('2')) response.headers = { ...answerHeaders[kind], ...response.headers };
  }
  operation.responses = { ...problems.responses, ...operation.responses } as Operation['responses'];
  operation.parameters = parametersOf(operation, path, kind);
  completeContents(operation, schemas);
}

/** What comes in takes no unknown field; what comes in and what goes out has an example. */
function completeContents(operation: Operation, schemas: Record<string, Schema>): void {
  const bodies = Object.values(operation.requestBody?.content ?? {});
  for (const { schema } of bodies) if (schema) close(schema, schemas);
  const answers = Object.values(operation.responses).flatMap(({ content }) => Object.entries(content ?? {}));
  const good = answers.filter(([type]) => type !== 'application/problem+json').map(([, content]) => content);
  for (const content of [...bodies, ...good]) addExample(content, schemas);
}

function addExample(content: Content, schemas: Schemas): void {
  if (content.schema) content.example ??= exampleOf(content.schema, schemas);
}

/** Unknown fields are refused, at every depth. */
function close(schema: Schema, schemas: Record<string, Schema>): void {
  if (schema.$ref !== undefined) return close(referred(schema.$ref, schemas), schemas);
  for (const part of [schema.allOf, schema.anyOf, schema.items].flat()) if (part) close(part, schemas);
  if (!schema.properties || 'additionalProperties' in schema) return;
  Object.assign(schema, { additionalProperties: false });
  for (const property of Object.values(schema.properties)) close(property, schemas);
}
