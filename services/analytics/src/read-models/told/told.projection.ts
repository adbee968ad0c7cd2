import type { Contract } from '@flipside/contracts';
import { categoryOf } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import { ToldPublicly, ToldSealed, type ToldContract } from './told.entity.js';

type Row = ToldPublicly | ToldSealed;

/** Contracts by stream, in the order of the stream; figures are computed from these rows alone. */
export function toldPublicly(feeds: readonly Feed<Contract>[]): Projection<Contract, ToldPublicly> {
  return defineProjection<Contract, ToldPublicly>({ name: 'told-public', version: 1, entity: ToldPublicly, feeds, keys, evolve });
}

/** The same of the sealed audience. */
export function toldSealed(feeds: readonly Feed<Contract>[]): Projection<Contract, ToldSealed> {
  return defineProjection<Contract, ToldSealed>({ name: 'told-sealed', version: 1, entity: ToldSealed, feeds, keys, evolve });
}

const keys = ({ stream }: Contract): readonly string[] => [stream];

function evolve(row: Row | undefined, contract: Contract, id: string): Row {
  const { service, type, data, sealed, revision, at } = contract;
  const told = { id: contract.id, service, type, data, sealed, revision: revision.toString(), at } as ToldContract;
  return { id, category: categoryOf(id), contracts: [...(row?.contracts ?? []), told] };
}
