import { DomainError, never, type Decider, type DomainEvent, type EventSchemas, type Sealed } from '@flipside/event-sourcing';

/** `participant`: one of the two, in confidence. `conflict`: declared. `custodian`: set by the custodian. */
export type BlockOrigin = 'participant' | 'conflict' | 'custodian';

interface Ids {
  /** Keyed digest of the two ids: says nothing of the people to whoever lacks the key. */
  readonly pairId: string;
  /** One of several blocks between the same two. */
  readonly blockId: string;
}

export type BlockEvent =
  | DomainEvent<
      'PairBlocked',
      Ids & {
        /** The two, in the order of their ids. Sealed under both: destroying either key leaves nothing to protect. */
        readonly people: Sealed<readonly [string, string]>;
        /** Words about the two. */
        readonly reason: Sealed<string>;
        readonly by: Sealed<string>;
        readonly origin: Sealed<BlockOrigin>;
        /** Of the office: the programme whose custodian set it. */
        readonly programmeId?: Sealed<string>;
      }
    >
  | DomainEvent<'PairUnblocked', Ids & { readonly by: Sealed<string> }>;

const byTheirOwnKey = (data: Ids & { by: Sealed<string> }): readonly string[] => (data.by === null ? [] : [data.by]);
const pairOf = (data: Ids): string => data.pairId;

export const blockSchemas: EventSchemas<BlockEvent> = {
  PairBlocked: {
    version: 1,
    seal: [
      { class: 'choices', fields: ['people', 'reason'], subjects: (data) => data.people ?? [], scope: pairOf },
      { class: 'choices', fields: ['by', 'origin', 'programmeId'], subjects: byTheirOwnKey, scope: pairOf },
    ],
  },
  PairUnblocked: { version: 1, seal: [{ class: 'choices', fields: ['by'], subjects: byTheirOwnKey, scope: pairOf }] },
};

interface Standing {
  readonly blockId: string;
  readonly by: string | null;
  readonly origin: BlockOrigin | null;
  readonly programmeId?: string | null;
}

export type BlockState =
  | { readonly status: 'none' }
  | { readonly status: 'blocked'; readonly people: readonly [string, string] | null; readonly blocks: readonly Standing[] }
  | { readonly status: 'lifted'; readonly people: readonly [string, string] | null };

export type BlockCommand =
  | {
      readonly type: 'block';
      readonly pairId: string;
      readonly blockId: string;
      readonly people: readonly [string, string];
      readonly by: string;
      readonly origin: BlockOrigin;
      /** Of the office: whose custodian acts. */
      readonly programmeId?: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'unblock';
      readonly pairId: string;
      readonly by: string;
      /** Acts as custodian or deputy of this programme: lifts the office's own blocks, never a participant's or another programme's. */
      readonly programmeId?: string;
    };

export function blockStream(pairId: string): string {
  return `block-${pairId}`;
}

function decide(command: BlockCommand, state: BlockState): readonly BlockEvent[] {
  switch (command.type) {
    case 'block': return block(command, state);
    case 'unblock': return unblock(command, state);
    default: return never(command);
  }
}

function block(command: Extract<BlockCommand, { type: 'block' }>, state: BlockState): readonly BlockEvent[] {
  const { pairId, blockId, by, origin, programmeId } = command;
  const [first, second] = command.people;
  if (first === second) throw new DomainError('block-self', 'Name another person: nobody is matched with themselves.');
  refuseForeign(command);
  if (standing(state).some((known) => known.by === by && known.origin === origin && known.programmeId === programmeId)) return [];
  const people = first < second ? ([first, second] as const) : ([second, first] as const);
  return [{ type: 'PairBlocked', data: { pairId, blockId, people, reason: command.reason ?? null, by, origin, ...(programmeId !== undefined && { programmeId }) } }];
}

/** Participants speak for themselves; the custodian for others, never in a matter of their own. */
function refuseForeign({ people, by, origin }: Extract<BlockCommand, { type: 'block' }>): void {
  const own = people.includes(by);
  if (origin === 'custodian' && own) {
    throw new DomainError('own-pairing', 'Nobody holds an office over their own pairing: block as a participant.');
  }
  if (origin === 'participant' && !own) throw new DomainError('block-not-own', 'Only the custodian blocks a pair of others.');
}

function unblock(command: Extract<BlockCommand, { type: 'unblock' }>, state: BlockState): readonly BlockEvent[] {
  const { programmeId } = command;
  const mayLift = (known: Standing): boolean => (programmeId === undefined ? known.by === command.by : isOfTheOffice(known, programmeId));
  const lifted = standing(state).filter(mayLift);
  // The same answer whether others' blocks stand or none does: existence is not confirmed.
  if (lifted.length === 0) throw new DomainError('block-not-found', 'There is no block of yours between these two.');
  return lifted.map(({ blockId }) => ({ type: 'PairUnblocked', data: { pairId: command.pairId, blockId, by: command.by } }));
}

/** Also a block whose author was erased, so that it does not stand for ever without anybody who could lift it. */
function isOfTheOffice(known: Standing, programmeId: string): boolean {
  return known.origin !== 'participant' && (known.programmeId ?? programmeId) === programmeId;
}

function standing(state: BlockState): readonly Standing[] {
  return state.status === 'blocked' ? state.blocks : [];
}

function evolve(state: BlockState, event: BlockEvent): BlockState {
  switch (event.type) {
    case 'PairBlocked': {
      const { blockId, by, origin, people, programmeId } = event.data;
      const block = { blockId, by, origin, ...(programmeId !== undefined && { programmeId }) };
      return { status: 'blocked', people, blocks: [...standing(state), block] };
    }
    case 'PairUnblocked': {
      const blocks = standing(state).filter((known) => known.blockId !== event.data.blockId);
      const people = state.status === 'none' ? null : state.people;
      return blocks.length > 0 ? { status: 'blocked', people, blocks } : { status: 'lifted', people };
    }
    default: return never(event);
  }
}

/** What keeps two people apart whatever a run finds. Several may block the same pair; it stands until the last is lifted. */
export const blockDecider: Decider<BlockCommand, BlockEvent, BlockState> = { initial: { status: 'none' }, decide, evolve };
