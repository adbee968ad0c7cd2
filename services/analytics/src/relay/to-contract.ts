import type { ContractDraft } from '@flipside/contracts';
import type { RecordedEvent } from '@flipside/event-sourcing';

/** A release is public by its nature: after suppression nothing in it is about a person. */
export function toContract({ type, data }: RecordedEvent): readonly ContractDraft[] {
  if (type !== 'FigureReleased') return [];
  const { memory: _memory, ...published } = data as { memory: string };
  return [{ type, audience: 'public', data: published }];
}
