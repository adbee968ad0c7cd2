import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { Role } from '../roles.js';
import type { TokenTrust } from './verify-token.js';

/** The issuer that development mode has built in. Never part of a production deployment. */
export interface DevIssuer {
  readonly trust: TokenTrust;
  issue(claims: { readonly subject: string; readonly personId?: string; readonly roles: readonly Role[]; readonly seconds?: number }): Promise<string>;
}

export const DEV_ISSUER = 'flipside-development';
export const DEV_AUDIENCE = 'flipside';
const ALGORITHM = 'EdDSA';

/** A new private key for the development issuer, to be kept with the data it gives access to. */
export async function newDevIssuerKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'development', alg: ALGORITHM };
}

export async function devIssuer(privateJwk: JWK): Promise<DevIssuer> {
  const key = await importJWK(privateJwk, ALGORITHM);
  const { d: _private, ...publicJwk } = privateJwk;
  return {
    trust: { issuer: DEV_ISSUER, audience: DEV_AUDIENCE, keys: { keys: [publicJwk] } },
    issue: ({ subject, personId, roles, seconds = 12 * 3600 }) =>
      new SignJWT({ flipside_roles: roles, ...(personId && { flipside_person: personId }) })
        .setProtectedHeader({ alg: ALGORITHM, kid: privateJwk.kid })
        .setIssuer(DEV_ISSUER)
        .setAudience(DEV_AUDIENCE)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(key),
  };
}
