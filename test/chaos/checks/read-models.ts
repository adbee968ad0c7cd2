import { isDeepStrictEqual } from 'node:util';
import type { ServiceName } from '@flipside/contracts';
import type { Placed } from '@flipside/feeds';
import { foldBatch, quoted, type Projection, type Row } from '@flipside/read-models';
import type { Pool } from 'pg';
import { services } from '../kit/deployment.js';
import type { Services } from '../mirror.js';
import type { Findings } from './findings.js';

/** Every read model's rows are what its fold makes of all that its feeds hold. @returns how many were compared. */
export async function checkReadModels(mirror: Services, findings: Findings): Promise<number> {
  let count = 0;
  for (const name of services) {
    const { runtime, base } = mirror.service(name);
    for (const projection of runtime.projections) {
      count++;
      const [folded, stored] = [await fold(projection), await storedRows(base.database.pool, projection.name)];
      findings.differing.push(...differences(`${name satisfies ServiceName}.${projection.name}`, folded, stored));
    }
  }
  return count;
}

type Rows = ReadonlyMap<string, Row>;

async function fold(projection: Projection<Placed, Row>): Promise<Rows> {
  const rows = new Map<string, Row>();
  for (const feed of projection.feeds) {
    for (let after, more = true; more; ) {
      const page = await feed.read({ after, limit: 2_000 });
      for (const [id, row] of foldBatch(projection, page.events, rows)) {
        if (row) rows.set(id, row);
        else rows.delete(id);
      }
      more = page.upTo.n > (after?.n ?? 0n);
      after = page.upTo;
    }
  }
  return rows;
}

async function storedRows(db: Pool, name: string): Promise<Rows> {
  const { rows } = await db.query<{ active_table: string }>('select active_table from read_model where name = $1', [name]);
  const { rows: found } = await db.query<{ row: Row }>(`select to_jsonb(t) as row from ${quoted(rows[0]!.active_table)} t`);
  return new Map(found.map(({ row }) => [row.id, row]));
}

export function differences(name: string, folded: Rows, stored: Rows): string[] {
  const ids = new Set([...folded.keys(), ...stored.keys()]);
  return [...ids].filter((id) => !isDeepStrictEqual(plain(folded.get(id)), plain(stored.get(id)))).map((id) => `${name} ${id}`);
}

/** As JSON has it; what is left out and what is null are the same to a column. */
function plain(row: Row | undefined): unknown {
  if (!row) return undefined;
  const fields = Object.entries(JSON.parse(JSON.stringify(row)) as object).filter(([, value]) => value !== null);
  return Object.fromEntries(fields);
}
