import 'reflect-metadata';
import { glob } from 'node:fs/promises';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ACCESS, OPEN, SERVICE_ONLY, type Grant } from '@flipside/service-kit';
import { root } from './document.js';

/** A handler as its decorators describe it. */
export interface Handler {
  /** `GET /v1/people/{personId}` */
  readonly name: string;
  /** Where it stands in the code. */
  readonly code: string;
  readonly access: readonly Grant[] | undefined;
  readonly open: string | undefined;
  readonly serviceOnly: boolean;
  /** Class of its body, and of its query. */
  readonly body: Type<object> | undefined;
  readonly query: Type<object> | undefined;
}

/** Every handler of every controller in the sources, whether or not a service knows of it. */
export async function allHandlers(): Promise<readonly Handler[]> {
  const handlers: Handler[] = [];
  for await (const file of glob(['libs/*/src/**/*.controller.ts', 'services/*/src/**/*.controller.ts'], { cwd: root })) {
    const module = (await import(new URL(file, root).href)) as Record<string, unknown>;
    for (const value of Object.values(module)) if (isController(value)) handlers.push(...handlersOf(value));
  }
  return handlers;
}

function isController(value: unknown): value is Type<object> {
  return typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value);
}

function handlersOf(controller: Type<object>): readonly Handler[] {
  const prototype = controller.prototype as Record<string, object>;
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { value }]) => typeof value === 'function');
  return methods.flatMap(([key]) => {
    const method = Reflect.getMetadata(METHOD_METADATA, prototype[key]!) as RequestMethod | undefined;
    if (method === undefined) return [];
    const paths = [Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, prototype[key]!)] as string[];
    const path = paths.flatMap((one) => one.split('/')).filter(Boolean).map((part) => part.replace(/^:(.*)$/, '{$1}')).join('/');
    const of = <T>(name: string): T | undefined => (Reflect.getMetadata(name, prototype[key]!) ?? Reflect.getMetadata(name, controller)) as T | undefined;
    return [{
      name: `${RequestMethod[method]} /${path}`, code: `${controller.name}.${key}`,
      access: of<readonly Grant[]>(ACCESS), open: of<string>(OPEN), serviceOnly: of<boolean>(SERVICE_ONLY) ?? false,
      body: classOf(controller, key, RouteParamtypes.BODY), query: classOf(controller, key, RouteParamtypes.QUERY),
    }];
  });
}

/** Class of the parameter that takes a whole body or query. */
function classOf(controller: Type<object>, key: string, type: RouteParamtypes): Type<object> | undefined {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, key) ?? {}) as Record<string, { index: number; data?: unknown }>;
  const taken = Object.entries(parameters).find(([name, { data }]) => Number(name.split(':')[0]) === type && data === undefined);
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, key) as Type<object>[];
  return taken && types[taken[1].index];
}
