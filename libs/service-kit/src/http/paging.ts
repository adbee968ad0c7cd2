import type { Cursors } from '@flipside/privacy';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Text } from './fields.js';

export interface Paged<T> {
  readonly items: T[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/**
 * A page of a list that is read as a whole, in the order of its items' keys, which are unique.
 *
 * @param purpose what the cursor is good for: the list and whose it is. @throws DomainError `cursor-invalid`
 */
export function pageOf<T>(cursors: Cursors, purpose: string, all: readonly T[], keyOf: (item: T) => string, { after, limit }: PageQuery): Paged<T> {
  const from = after === undefined ? undefined : cursors.verify<string>(purpose, after);
  const keyed = all.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = from === undefined ? keyed : keyed.filter(({ key }) => key > from);
  const shown = rest.slice(0, limit);
  return { items: shown.map(({ item }) => item), next: rest.length > limit ? cursors.sign(purpose, shown.at(-1)!.key) : null };
}

/** Query of a list: a cursor that the page before gave, and how many at most. */
export class PageQuery {
  @Text({ optional: true, max: 1000, description: 'Cursor `next` of the page before.' }) after?: string;

  @ApiProperty({ required: false, description: 'At most so many items.', minimum: 1, maximum: 500, default: 50, type: 'integer' })
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 50;
}
