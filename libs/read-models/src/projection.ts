import type { Feed, Placed } from '@flipside/feeds';
import type { EntityTarget } from 'typeorm';

/** Rows are plain objects; `id` is the primary key. Dates are ISO texts, nested values jsonb. */
export interface Row {
  readonly id: string;
}

/**
 * A read model's fold. Its key is the stream or finer, so that order within one stream is all it relies on; where several
 * streams or sources touch one row, `evolve` must give the same whatever their order.
 */
export interface Projection<E extends Placed, R extends Row> {
  readonly name: string;
  /** Raised when the shape or the fold changes: the read model is then rebuilt beside the old one. */
  readonly version: number;
  /** TypeORM entity of the row, its table named `name_vN`; columns are the row's fields. */
  readonly entity: EntityTarget<R>;
  readonly feeds: readonly Feed<E>[];
  /** Ids of the rows an event touches; none where it does not matter here. */
  readonly keys: (event: E) => readonly string[];
  /** The row after the event; undefined removes it. Returning the same object means no change. */
  readonly evolve: (row: R | undefined, event: E, id: string) => R | undefined;
}

/** Binds the types of event and row. */
export function defineProjection<E extends Placed, R extends Row>(projection: Projection<E, R>): Projection<E, R> {
  return projection;
}

/** Whether an event touches a row. One of which that can't be said does: who folds it finds out why. */
export function matters<E extends Placed, R extends Row>({ keys }: Pick<Projection<E, R>, 'keys'>, event: E): boolean {
  try {
    return event.broken !== undefined || keys(event).length > 0;
  } catch {
    return true;
  }
}

/** Rows by id after a batch; undefined where the row is to be removed. */
export type Folded<R extends Row> = ReadonlyMap<string, R | undefined>;

/** Folds a batch in memory over the rows it touches; only rows that changed come out. */
export function foldBatch<E extends Placed, R extends Row>(
  projection: Projection<E, R>,
  events: readonly E[],
  current: ReadonlyMap<string, R>,
): Folded<R> {
  const rows = new Map<string, R | undefined>(current);
  const changed = new Map<string, R | undefined>();
  for (const event of events) {
    for (const id of projection.keys(event)) {
      const before = rows.get(id);
      const after = projection.evolve(before, event, id);
      if (after === before) continue;
      rows.set(id, after);
      changed.set(id, after);
    }
  }
  return changed;
}
