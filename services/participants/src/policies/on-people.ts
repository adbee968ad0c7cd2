import { DomainError, handleCommand, type Position, type Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed, type PolicyContext } from '@flipside/feeds';
import { enrolmentStream } from '../domain/enrolment/events.js';
import { personStream, type ExternalKey, type PersonEvent } from '../domain/person/events.js';
import type { ImportFiles } from '../import/engine/files.js';
import type { Enrolments } from '../read-models/enrolments/enrolments.queries.js';
import type { Targets } from '../targets.js';

type Event = Recorded<PersonEvent>;
type Merged = Extract<Event, { type: 'PersonsMerged' }>['data'];
type Cause = 'left' | 'erased' | 'programme';

export interface PeopleSources {
  readonly feed: Feed<Event>;
  readonly targets: Targets;
  readonly enrolments: Enrolments;
  readonly files: ImportFiles;
  /** Waits until the read models include an event. */
  readonly reached: (position: Position) => Promise<void>;
}

/**
 * A leaver takes part no longer, and an erased person neither; whoever was merged hands over the numbers they had. All ids of
 * one human are erased together, whichever of them HR named.
 */
export function onPeople(sources: PeopleSources) {
  const { feed, targets, files, reached } = sources;
  const withdraw = async ({ position, data }: Event, context: PolicyContext, cause: Cause): Promise<void> => {
    await reached(position);
    await withdrawAll(sources, data.personId, cause, (stream) => context.command(stream));
  };
  return definePolicy<Event>({
    name: 'on-people',
    feed,
    expected: [],
    on: {
      PersonLeft: async (event, context) => {
        const { effectiveOn } = event.data;
        // Who leaves later takes part until then; a timer looks again that day.
        if (effectiveOn !== null && effectiveOn > event.metadata.at.slice(0, 10)) return;
        await withdraw(event, context, 'left');
      },
      PersonErased: async (event, context) => {
        await files.forgetPerson(event.data.personId);
        await withdraw(event, context, 'erased');
        await eraseOtherIds(targets.person, event.data, context);
      },
      PersonsMerged: async (event, context) => {
        if (event.data.personId !== event.data.absorbedId) return;
        await withdraw(event, context, 'programme');
        await handOver(targets.person, event.data, context);
      },
    },
  });
}

/** Ends all enrolments of a person that are not over. */
export async function withdrawAll(
  { targets, enrolments }: Pick<PeopleSources, 'targets' | 'enrolments'>,
  personId: string,
  cause: Cause,
  context: PolicyContext['command'],
): Promise<void> {
  for (const { programmeId, role } of await enrolments.ofPeople([personId])) {
    const stream = enrolmentStream({ programmeId, personId, role });
    const command = { type: 'WithdrawEnrolment', programmeId, personId, role, by: null, cause } as const;
    await handleCommand(targets.enrolment, stream, command, context(stream));
  }
}

/** The survivor takes over what the absorbed id was known by. One who was erased meanwhile takes the absorbed id along. */
async function handOver(target: Targets['person'], { absorbedId, ...merged }: Merged, context: PolicyContext): Promise<void> {
  const keys = await keysOf(target, absorbedId);
  for (let survivorId = merged.survivorId; ; ) {
    const stream = personStream(survivorId);
    try {
      return void (await handleCommand(target, stream, { type: 'Absorb', personId: survivorId, absorbedId, keys }, context.command(stream)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'person-erased') return erase(target, absorbedId, context);
      if (error.code !== 'person-merged') throw error;
      survivorId = error.facts.survivorId as string;
    }
  }
}

/** The ids that were merged with this one, either way round; theirs follow from their own erasure. */
async function eraseOtherIds(target: Targets['person'], { personId }: { readonly personId: string }, context: PolicyContext): Promise<void> {
  const others = new Set<string>();
  for (const { type, data } of await target.store.readStream(personStream(personId))) {
    if (type !== 'PersonsMerged') continue;
    others.add(data['survivorId'] as string).add(data['absorbedId'] as string);
  }
  others.delete(personId);
  for (const other of others) await erase(target, other, context);
}

async function erase(target: Targets['person'], personId: string, context: PolicyContext): Promise<void> {
  const stream = personStream(personId);
  const own = context.command(stream);
  await handleCommand(target, stream, { type: 'ErasePerson', personId, on: own.at.slice(0, 10) }, own);
}

/** All numbers a person had, those taken over from others too: the state of a merged person has none any more. */
async function keysOf({ store, codec }: Targets['person'], personId: string): Promise<readonly ExternalKey[]> {
  const history = await codec.decode(await store.readStream(personStream(personId)));
  return history.flatMap((event) => {
    if (event.type === 'PersonRegistered') return event.data.key ?? [];
    return event.type === 'PersonsMerged' ? (event.data.keys ?? []) : [];
  });
}
