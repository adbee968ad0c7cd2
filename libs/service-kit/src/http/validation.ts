import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem } from '../problem.js';

/** A field that was not as it has to be. */
export interface InvalidField {
  /** Dotted path: `availability.slots.0.from`. */
  readonly field: string;
  readonly problem: string;
}

/** Unknown fields, wrong types and wrong values are refused, each named with what is wrong; values are never echoed. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const fields = errors.flatMap((error) => invalidFields(error, ''));
      const named = fields.slice(0, 5).map(({ field, problem }) => `${field}: ${problem}`).join('; ');
      return new Problem('request-invalid', `Correct these fields: ${named}.`, { members: { errors: fields } });
    },
  });
}

function invalidFields(error: ValidationError, path: string): readonly InvalidField[] {
  const field = path ? `${path}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((problem) => ({ field, problem: withoutName(problem, error.property) }));
  return [...own, ...(error.children ?? []).flatMap((child) => invalidFields(child, field))];
}

function withoutName(problem: string, property: string): string {
  if (/^property .* should not exist$/.test(problem)) return 'is not a field of this request';
  return problem.startsWith(`${property} `) ? problem.slice(property.length + 1) : problem;
}
