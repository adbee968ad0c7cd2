import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problem.js';
import { excludedTogether, roles, type Principal, type Role } from '../roles.js';

/** Whose tokens are believed. */
export interface TokenTrust {
  readonly issuer: string;
  readonly audience: string;
  /** Keys of the issuer: inline, or where they are published. */
  readonly keys: JSONWebKeySet | URL;
  /** How long published keys may take to come; 5 s unless given. */
  readonly keysWithinMs?: number;
}

export type VerifyToken = (authorization: string | undefined) => Promise<Principal>;

/** Signature algorithms believed: asymmetric ones only, so that a public key can't be used to forge. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];

/**
 * Checks bearer tokens (OIDC JWTs) of one issuer. What it makes throws a Problem: `token-missing`, `token-expired`,
 * `token-invalid`, `roles-exclude-each-other`, and `service-unavailable` while the issuer's keys can't be had.
 */
export function tokenVerifier(trust: TokenTrust): VerifyToken {
  const keys = keysOf(trust);
  return async (authorization) => {
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Problem('token-missing', 'Send a bearer token in the Authorization header.');
    return principalOf(await claimsOf(token, keys, trust));
  };
}

function keysOf({ keys, keysWithinMs }: TokenTrust): JWTVerifyGetKey {
  if (!(keys instanceof URL)) return createLocalJWKSet(keys);
  const published = createRemoteJWKSet(keys, keysWithinMs === undefined ? {} : { timeoutDuration: keysWithinMs });
  return async (header, token) => {
    try {
      return await published(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      throw new Problem('service-unavailable', 'The keys of the tokens\' issuer can\'t be had: try again.', { headers: { 'retry-after': '2' } });
    }
  };
}

/** Whether keys were there and the token fits none, or not just one; anything else is of the fetch, or of what it brought. */
function isOfToken(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported;
}

async function claimsOf(token: string, keys: JWTVerifyGetKey, trust: TokenTrust): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: trust.issuer,
      audience: trust.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Problem('token-expired', 'The token has expired: get a new one.');
    if (error instanceof errors.JOSEError) throw new Problem('token-invalid', 'The token is not one that this server believes.');
    throw error;
  }
}

function principalOf(claims: JWTPayload): Principal {
  const held = Array.isArray(claims.flipside_roles) ? claims.flipside_roles : [];
  const known = roles.filter((role): role is Role => held.includes(role));
  const excluded = excludedTogether(known);
  if (excluded.length > 0) {
    throw new Problem('roles-exclude-each-other', `Nobody may be ${excluded.join(' and ')} at once: use one token for each.`);
  }
  const personId = typeof claims.flipside_person === 'string' ? claims.flipside_person : undefined;
  return { subject: claims.sub!, personId, roles: known };
}
