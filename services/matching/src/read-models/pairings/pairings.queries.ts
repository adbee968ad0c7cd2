import type { Page, ReadModelReader } from '@flipside/read-models';
import type { Pool } from 'pg';
import type { PairingRow } from './pairings.entity.js';

/** Takes a place of both: an offer that waits, or a pairing that goes on or rests. */
const OPEN = `t.status in ('offered', 'active', 'paused')`;

/** Of an open offer or pairing what is checked again. */
export type OpenRow = Pick<PairingRow, 'id' | 'programmeId' | 'mentorId' | 'menteeId' | 'status' | 'streamRevision' | 'folded'>;

/** Questions about pairings. */
export class Pairings {
  constructor(
    private readonly rows: ReadModelReader<PairingRow>,
    private readonly db: Pool,
  ) {}

  one(pairingId: string): Promise<PairingRow | undefined> {
    return this.rows.one(pairingId);
  }

  all(): Promise<readonly PairingRow[]> {
    return this.rows.many('order by t.id');
  }

  /** All offers and pairings that take a place now, in all programmes: what is checked again, not what they are about. */
  async openRows(): Promise<readonly OpenRow[]> {
    const { rows } = await this.db.query<PairingRow>(
      `select id, "programmeId", "mentorId", "menteeId", status, "streamRevision", folded from ${await this.rows.table()} t where ${OPEN} order by id`,
    );
    return rows;
  }

  /** Who of all offers and pairings, and what became of them: nothing more. */
  async sides(): Promise<readonly Pick<PairingRow, 'mentorId' | 'menteeId' | 'status'>[]> {
    const { rows } = await this.db.query<Pick<PairingRow, 'mentorId' | 'menteeId' | 'status'>>(
      `select "mentorId", "menteeId", status from ${await this.rows.table()}`,
    );
    return rows;
  }

  ofProgramme(programmeId: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<PairingRow>> {
    return this.rows.page(`t."programmeId" = $1 and t.status <> 'unavailable'`, [programmeId], page);
  }

  /** What a person may see: as leader a proposal only after the mentor's yes. @param ids all that the person has. */
  async ofHuman(ids: readonly string[]): Promise<readonly PairingRow[]> {
    const rows = await this.rows.many('where (t."mentorId" = any($1) or t."menteeId" = any($1)) order by t.id', [[...ids]]);
    return rows.filter((row) => ids.includes(row.mentorId ?? '') || row.seenByMentee);
  }

  openOfPerson(personId: string): Promise<readonly PairingRow[]> {
    return this.rows.many(`where (t."mentorId" = $1 or t."menteeId" = $1) and ${OPEN} order by t.id`, [personId]);
  }
}
