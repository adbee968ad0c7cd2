import { createService as analytics } from '@flipside/analytics';
import type { ServiceName } from '@flipside/contracts';
import { createService as matching } from '@flipside/matching';
import { createService as participants } from '@flipside/participants';
import type { CreateService } from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';

/** The four services, in the order in which they are started. */
export const allServices: ReadonlyMap<ServiceName, CreateService> = new Map([
  ['participants', participants],
  ['matching', matching],
  ['sessions', sessions],
  ['analytics', analytics],
]);
