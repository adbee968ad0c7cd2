import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

/**
 * A route without fields of its own refuses them as any other does that it does not know, in the body and in the query.
 * @throws Problem `request-invalid`
 */
export function refuseUnread(context: ExecutionContext): void {
  const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as object | undefined;
  const reads = (...types: RouteParamtypes[]): boolean => Object.keys(parameters ?? {}).some((key) => types.includes(Number(key.split(':')[0])));
  if (!isEmpty(body) && !reads(RouteParamtypes.BODY, RouteParamtypes.REQUEST)) {
    throw new Problem('request-invalid', 'This request has no fields: send it without a body, or with {}.');
  }
  if (!isEmpty(query) && !reads(RouteParamtypes.QUERY)) {
    throw new Problem('request-invalid', `This route asks for nothing in its query: leave out ${Object.keys(query as object).slice(0, 5).join(', ')}.`);
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
