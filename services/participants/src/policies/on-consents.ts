import type { Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { KeyRing } from '@flipside/privacy';
import type { PersonEvent } from '../domain/person/events.js';

type Event = Recorded<PersonEvent>;

/** A withdrawn consent takes its trait with it: from log, backups and whoever it was granted to. */
export function onConsents(feed: Feed<Event>, ring: KeyRing) {
  return definePolicy<Event>({
    name: 'on-consents',
    feed,
    expected: [],
    on: { ConsentWithdrawn: (event) => ring.destroyScope(event.data.personId, 'trait', event.data.consentId) },
  });
}
