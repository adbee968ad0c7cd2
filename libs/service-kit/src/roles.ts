/** Roles that a token may carry (claim `flipside_roles`). */
export const roles = [
  'participant', 'line-manager', 'programme-admin', 'sponsor', 'custodian', 'analyst', 'auditor', 'hr-integration',
  'operator', 'reporter', 'service',
] as const;

/** `reporter` is the organisation's shared token for anonymous concerns; `service` is a call between our own services. */
export type Role = (typeof roles)[number];

/** These exclude each other: whoever decides, whoever protects and whoever checks are different people. */
const EXCLUSIVE: readonly Role[] = ['programme-admin', 'custodian', 'auditor'];

/** The roles of a token that may not be held together; empty when all is well. */
export function excludedTogether(held: readonly Role[]): readonly Role[] {
  const found = EXCLUSIVE.filter((role) => held.includes(role));
  return found.length > 1 ? found : [];
}

/** Who makes a request. */
export interface Principal {
  /** Subject of the token: the person, or the integration's account. */
  readonly subject: string;
  /** Our id of the person, where the token is a person's. */
  readonly personId?: string;
  readonly roles: readonly Role[];
}
