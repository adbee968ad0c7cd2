import type { KnownPeople } from '@flipside/participants-view';
import type { Serial } from '@flipside/service-kit';
import type { CheckIns } from '../read-models/check-ins/check-ins.queries.js';

export type LastSurveyOn = (personId: string) => string | null;

/** Where every round is opened, one after the other, each on all that were opened before: so nobody is asked twice in 30 days, by whichever id. */
export class CheckInDesk {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly people: KnownPeople,
    private readonly caughtUp: () => Promise<void>,
    /** Holds over all replicas. */
    private readonly queue: Serial,
  ) {}

  /** Opens a round for some people, knowing when each was asked last, in any programme. */
  open<T>(personIds: readonly string[], open: (lastSurveyOn: LastSurveyOn) => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      await this.caughtUp();
      const { idsOf, survivorOf } = await this.people.mergers();
      const days = await Promise.all(personIds.map(async (id) => [id, await this.checkIns.lastSurveyOn(idsOf(survivorOf(id)))] as const));
      const known = new Map(days);
      return open((id) => known.get(id) ?? null);
    });
  }
}
