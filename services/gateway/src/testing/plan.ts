import { never, type Decider, type DomainEvent, type EventSchemas, type RecordedEvent } from '@flipside/event-sourcing';
import type { ContractDraft } from '@flipside/contracts';

/** A small domain for services behind the gateway: something is planned for a moment, and is done when it has come. */
export type PlanEvent =
  | DomainEvent<'Planned', { readonly id: string; readonly due: string; readonly hops: number }>
  | DomainEvent<'Done', { readonly id: string; readonly hops: number }>;

export type PlanState = { readonly status: 'none' } | { readonly status: 'planned' | 'done'; readonly id: string; readonly hops: number };

export type PlanCommand = { readonly type: 'plan'; readonly id: string; readonly due: string; readonly hops: number } | { readonly type: 'do' };

export const planSchemas: EventSchemas<PlanEvent> = { Planned: { version: 1 }, Done: { version: 1 } };

export const planDecider: Decider<PlanCommand, PlanEvent, PlanState> = {
  initial: { status: 'none' },
  decide: (command, state) => {
    switch (command.type) {
      case 'plan': {
        const { id, due, hops } = command;
        return state.status === 'none' ? [{ type: 'Planned', data: { id, due, hops } }] : [];
      }
      case 'do':
        return state.status === 'planned' ? [{ type: 'Done', data: { id: state.id, hops: state.hops } }] : [];
      default:
        return never(command);
    }
  },
  evolve: (state, { type, data }) => ({ ...state, status: type === 'Planned' ? 'planned' : 'done', id: data.id, hops: data.hops }),
};

export function planContracts({ type, data }: RecordedEvent): readonly ContractDraft[] {
  return [{ type, audience: 'public', data: { ...data } }];
}

/** When what follows from something done at a moment is due. */
export function followUp(id: string, at: string): string {
  return new Date(Date.parse(at) + (id.length % 5) * 3_600_000).toISOString();
}
