import { Inject, Injectable } from '@nestjs/common';
import { DomainError, handleCommand, type CommandContext, type CommandResult } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Problem, READ_YOUR_WRITES, type ReadYourWrites, type Serial } from '@flipside/service-kit';
import { Confirmations } from '../confirmations.js';
import type { RecordEmployment } from '../domain/person/commands.js';
import { personStream, type ExternalKey, type PersonEvent } from '../domain/person/events.js';
import type { PersonState } from '../domain/person/state.js';
import { holderOf, survivorOf, type Holder } from '../read-models/people/people-by-number.js';
import type { PersonRow } from '../read-models/people/people.entity.js';
import { People } from '../read-models/people/people.queries.js';
import { KEYS, MANAGER_CHANGES, TARGETS, type Targets } from '../targets.js';
import type { EmploymentRequest } from './person.dto.js';

export type PersonResult = CommandResult<PersonEvent, PersonState>;

/** What HR states of single people beside its files. What could close a circle goes through the queue of manager changes. */
@Injectable()
export class HrDesk {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(People) private readonly people: People,
    @Inject(Confirmations) private readonly confirmations: Confirmations,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(MANAGER_CHANGES) private readonly queue: Serial,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  /** Whoever has a number now; who had it and was erased where nobody has it since. @throws Problem `not-found` */
  async find(key: ExternalKey): Promise<PersonRow> {
    const { row, before } = await this.holder(key);
    const found = row ?? before;
    if (!found) throw new Problem('not-found', 'Nobody is known by this number.');
    return survivorOf(found, (id) => this.people.one(id));
  }

  /** A statement of somebody who is known by their id. */
  stateOf(row: PersonRow, key: ExternalKey, body: EmploymentRequest, context: CommandContext): Promise<PersonResult> {
    return this.queue.run(async () => {
      await this.reads.caughtUp();
      return this.record({ personId: row.id, generation: 0, row }, key, body, context);
    });
  }

  /** A statement by number: whoever has it now, or somebody new. */
  stateByNumber(key: ExternalKey, body: EmploymentRequest, context: CommandContext): Promise<PersonResult & { readonly personId: string }> {
    return this.queue.run(async () => {
      await this.reads.caughtUp();
      const holder = await this.holder(key);
      const result = await this.record(holder, key, body, context);
      if (result.revision !== undefined) return { ...result, personId: holder.personId };
      throw new DomainError('person-unknown', 'Nobody is known by this number, and who has left already is not registered.');
    });
  }

  /** Two ids were one human: `absorbedId` rests, and the survivor takes over its numbers. */
  merge(survivorId: string, absorbedId: string, context: CommandContext): Promise<PersonResult> {
    return this.queue.run(async () => {
      await this.reads.caughtUp();
      const survivor = await this.people.one(survivorId);
      if (!survivor || !['employed', 'left'].includes(survivor.state)) {
        throw new DomainError('survivor-unknown', 'Whoever goes on has to be known under their own id: name that one.');
      }
      await this.refuseLeaderAndReport(survivorId, absorbedId);
      const command = { type: 'MergeInto', personId: absorbedId, survivorId } as const;
      return handleCommand(this.targets.person, personStream(absorbedId), command, context);
    });
  }

  /**
   * Two ids of one human reach what is held under either. If HR took a junior and their leader for one, the leader would read
   * what was said in confidence about them: so two of whom one leads the other are not one human.
   */
  private async refuseLeaderAndReport(survivorId: string, absorbedId: string): Promise<void> {
    const absorbed = await this.people.one(absorbedId);
    if (absorbed?.survivorId) return; // merged already
    const [above, aboveAbsorbed] = await Promise.all([this.people.lineAbove(survivorId), this.people.lineAbove(absorbedId)]);
    if (above.includes(absorbedId) || aboveAbsorbed.includes(survivorId)) {
      throw new DomainError('merge-within-line', 'One of the two leads the other, as HR states it. If they are one human, state their managers anew first.');
    }
  }

  private holder(key: ExternalKey): Promise<Holder> {
    return holderOf(this.keys.hash, key, (id) => this.people.one(id));
  }

  private async record(holder: Holder, key: ExternalKey, body: EmploymentRequest, context: CommandContext): Promise<PersonResult> {
    const { personId, generation, before } = holder;
    const { source, asOf, effectiveOn, reason, identity, employment } = body;
    const said = { asOf, effectiveOn, reason, identity, employment };
    const digest = this.keys.hash.hash('employment', personId, JSON.stringify(said));
    const above = await this.people.lineAbove(employment.managers.line ?? '');
    const confirmedAsOf = await this.confirmations.asOf(personId);
    const command: RecordEmployment = {
      type: 'RecordEmployment', personId, generation, key, identity, employment, effectiveOn, reason, above,
      origin: { source, asOf, digest },
      ...(before?.erasedOn && { previousErasedOn: before.erasedOn }),
      ...(confirmedAsOf !== undefined && { confirmedAsOf }),
    };
    const result = await handleCommand(this.targets.person, personStream(personId), command, context);
    if (result.revision !== undefined) await this.confirmations.add(personId, asOf, digest);
    return result;
  }
}
