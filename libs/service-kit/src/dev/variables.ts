import { oneOf, optional } from '../environment.js';

/** Variables of development mode, the same for every process of a deployment. */
export const developmentVariables = {
  FLIPSIDE_MODE: oneOf('development has a built-in issuer and a clock that can be moved', ['production', 'development'], 'production'),
  DEV_STATE_DATABASE_URL: optional('development mode: database where business time is kept'),
  DEV_CLOCK: oneOf('development mode: business time stands still between moves, or goes on with machine time', ['frozen', 'running'], 'frozen'),
  DEV_CLOCK_BEGINS: optional('development mode: business time of a new installation, ISO 8601 in UTC; now without it', (value) => {
    if (Number.isNaN(Date.parse(value))) throw new RangeError('is no instant');
  }),
} as const;
