import { createHash } from 'node:crypto';
import type { ServiceName } from '@flipside/contracts';
import { errors, jwtVerify, SignJWT } from 'jose';
import { Problem } from '../problem.js';
import { TokenCache } from './token-cache.js';

const ISSUER = 'flipside-services';
const LIFETIME_SECONDS = 60;

export type CallerService = ServiceName | 'gateway' | 'standalone';

/** Tokens for calls between our own services, signed with the secret that the deployment gives to all of them. */
export interface ServiceTokens {
  /** An Authorization header for a call to another service. */
  header(to: CallerService): Promise<string>;
  /** Who calls. @throws Problem `token-missing`, `token-expired` or `token-invalid`. */
  verify(authorization: string | undefined): Promise<CallerService>;
}

export function serviceTokens(self: CallerService, secret: string): ServiceTokens {
  const key = createHash('sha256').update(`flipside service tokens\0${secret}`).digest();
  const verify = async (authorization: string | undefined): Promise<CallerService> => {
    const token = authorization?.replace(/^Bearer /i, '');
    if (!token) throw new Problem('token-missing', 'This route is for the services of this deployment.');
    try {
      const { payload } = await jwtVerify(token, key, { issuer: ISSUER, audience: self, algorithms: ['HS256'] });
      return payload.sub as CallerService;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Problem('token-expired', 'The service token has expired.');
      throw new Problem('token-invalid', 'The service token is not of this deployment, or for another service.');
    }
  };
  return {
    header: async (to) => {
      const token = new SignJWT().setProtectedHeader({ alg: 'HS256' }).setIssuer(ISSUER).setSubject(self).setAudience(to);
      return `Bearer ${await token.setExpirationTime(`${LIFETIME_SECONDS}s`).sign(key)}`;
    },
    verify: new TokenCache(verify).verify,
  };
}
