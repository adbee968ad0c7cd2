import { Inject, Injectable } from '@nestjs/common';
import { employmentOf, KnownPeople, KnownProgrammes } from '@flipside/participants-view';
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

  /** @param on `YYYY-MM-DD`. @throws Problem `not-found` for a programme that nobody was named for. */
  async of(programmeId: string, touches: readonly string[], on: string): Promise<Handlers> {
    const programme = await this.programmes.one(programmeId);
    if (!programme?.custodianId || !programme.deputyId) throw new Problem('not-found', 'There is no such programme with a custodian.');
    const aboveTouched = await this.above(touches, on);
    const handler = async (id: string) => {
      const near = await this.above([id], on);
      return { id, touched: touches.includes(id) || aboveTouched.has(id) || touches.some((one) => near.has(one)) };
    };
    return { custodian: await handler(programme.custodianId), deputy: await handler(programme.deputyId) };
  }

  /** Everybody who stands above some people by any of the three links. */
  private async above(personIds: readonly string[], on: string): Promise<ReadonlySet<string>> {
    const reached = new Set<string>();
    for (let next: readonly string[] = personIds; next.length > 0; ) {
      const known = await this.people.many(next);
      const managers = [...known.values()].flatMap((person) => {
        const { line = null, dottedLine = [], appraiser = null } = employmentOf(person, on)?.managers ?? {};
        return [line, ...dottedLine, appraiser].filter((id) => id !== null);
      });
      next = [...new Set(managers)].filter((id) => !reached.has(id));
      for (const id of next) reached.add(id);
    }
    return reached;
  }
}
