import { matchingPolicy, type MatchingPolicy } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import Value from 'typebox/value';

/**
 * The policy itself, once it makes sense: every weight and limit there and in its range, no field that matching does not
 * know, and at least one weight above 0. What is never switched off (power distance, blocks) has no switch here.
 *
 * @throws DomainError `policy-invalid` that names the field.
 */
export function validatePolicy(policy: unknown): MatchingPolicy {
  const fault = Value.Errors(matchingPolicy, policy)[0];
  if (fault) throw invalid(`${fault.instancePath.slice(1) || 'policy'} ${fault.message}`);
  const known = policy as MatchingPolicy;
  const { properties } = matchingPolicy;
  const foreign = strangers(known, properties) ?? strangers(known.weights, properties.weights.properties);
  if (foreign !== undefined) throw invalid(`${foreign} is no field of it`);
  if (totalWeight(known) === 0) throw invalid('at least one weight is above 0');
  return known;
}

export function totalWeight({ weights }: MatchingPolicy): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

function strangers(value: object, allowed: object): string | undefined {
  return Object.keys(value).find((field) => !Object.hasOwn(allowed, field));
}

function invalid(what: string): DomainError {
  return new DomainError('policy-invalid', `The matching policy is not valid: ${what}.`);
}
