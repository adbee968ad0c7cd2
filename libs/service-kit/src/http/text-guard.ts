import { Problem } from '../problem.js';

/**
 * Refuses what Postgres can't keep in a text: the NUL character, and halves of surrogate pairs. Such a text would pass every
 * rule and fail only when its event is stored, or after that, in every read model that shows it.
 *
 * @param request the parts of a request that hold texts, as parsed. @throws Problem `request-invalid`
 */
export function refuseUnstorable(request: { readonly params: unknown; readonly query: unknown; readonly body: unknown }): void {
  for (const part of [request.params, request.query, request.body]) if (part !== undefined && !isStorable(part)) throw unstorable();
}

function unstorable(): Problem {
  return new Problem('request-invalid', 'Take the NUL characters and the unpaired surrogates out of its texts.');
}

/** A stream of bytes is not looked into. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value !== 'object' || value === null || 'pipe' in value) return true;
  return Object.entries(value).every(([key, child]) => isStorable(key) && isStorable(child));
}
