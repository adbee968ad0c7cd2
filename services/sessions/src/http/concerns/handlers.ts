import { Inject, Injectable } from '@nestjs/common';
import { employmentOf, KnownPeople, KnownProgrammes, type Mergers } from '@flipside/participants-view';
import { Problem } from '@flipside/service-kit';
import type { CommandOf } from '../../domain/concern/commands.js';

type Handlers = Pick<CommandOf<'raise'>, 'custodian' | 'deputy'>;

/** Who may take a concern: custodian and deputy of the programme, and whether it touches them or their chain. */
@Injectable()
export class ConcernHandlers {
  constructor(
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(KnownPeople) private readonly people: KnownPeople,
  ) {}

  /**
   * People are compared as humans: by whichever of their ids they hold the office, are named, or stand in a chain.
   *
   * @param on `YYYY-MM-DD`. @throws Problem `not-found` for a programme that nobody was named for.
   */
  async of(programmeId: string, touches: readonly string[], on: string): Promise<Handlers> {
    const [programme, mergers] = await Promise.all([this.programmes.one(programmeId), this.people.mergers()]);
    if (!programme?.custodianId || !programme.deputyId) throw new Problem('not-found', 'There is no such programme with a custodian.');
    const touched = touches.map(mergers.survivorOf);
    const aboveTouched = await this.above(touched, mergers, on);
    const handler = async (id: string) => {
      const human = mergers.survivorOf(id);
      const near = await this.above([human], mergers, on);
      return { id, touched: touched.includes(human) || aboveTouched.has(human) || touched.some((one) => near.has(one)) };
    };
    return { custodian: await handler(programme.custodianId), deputy: await handler(programme.deputyId) };
  }

  /** Everybody who stands above some people by any of the three links, all by the ids that go on. */
  private async above(humans: readonly string[], { survivorOf, countedOn }: Mergers, on: string): Promise<ReadonlySet<string>> {
    const reached = new Set<string>();
    for (let next = humans; next.length > 0; ) {
      const known = await this.people.many(next.flatMap((id) => [id, ...countedOn(id, on)]));
      const managers = [...known.values()].flatMap((person) => {
        const { line = null, dottedLine = [], appraiser = null } = employmentOf(person, on)?.managers ?? {};
        return [line, ...dottedLine, appraiser].filter((id) => id !== null).map(survivorOf);
      });
      next = [...new Set(managers)].filter((id) => !reached.has(id));
      for (const id of next) reached.add(id);
    }
    return reached;
  }
}
