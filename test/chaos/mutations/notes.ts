import type { Contract, ContractDraft } from '@flipside/contracts';
import type { Decider, DomainEvent, RecordedEvent } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import type { Projection, Row } from '@flipside/read-models';

export const toContract = (event: RecordedEvent): readonly ContractDraft[] => [{ type: event.type, audience: 'sealed', data: event.data }];

/** What was heard of each stream, in the order in which it was applied: whatever is left out, doubled or turned round shows. */
export interface NotesRow extends Row {
  readonly heard: readonly string[];
}

export function notes(feed: Feed<Contract>): Projection<Contract, NotesRow> {
  return {
    name: 'notes', version: 1, entity: 'none', feeds: [feed],
    keys: ({ stream }) => [stream],
    evolve: (row, { id: eventId }, id) => ({ id, heard: [...(row?.heard ?? []), eventId] }),
  };
}

export type Noted = DomainEvent<'Noted', { eventId: string }>;

/** A policy's command: always something new, but for its id. */
export const noted: Decider<{ readonly eventId: string }, Noted, number> = {
  initial: 0,
  decide: ({ eventId }) => [{ type: 'Noted', data: { eventId } }],
  evolve: (count) => count + 1,
};
