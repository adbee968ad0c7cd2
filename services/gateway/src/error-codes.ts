import type { ErrorCodes } from '@flipside/service-kit';

/** Error codes of the gateway's own routes. */
export const errorCodes = {
  'clock-goes-back': { status: 409, meaning: 'Business time only goes on.' },
  'clock-not-there': { status: 503, meaning: 'Business time could not be moved as far as asked in the time a request has; it goes on from where it is.' },
  'not-settled': { status: 503, meaning: 'Something is still under way.' },
} as const satisfies ErrorCodes;
