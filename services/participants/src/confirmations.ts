import type { Pool } from 'pg';

/**
 * For which day HR last said what of whom, also where that changed nothing: an older file that comes later is known by it.
 * Days and digests alone.
 */
export class Confirmations {
  constructor(private readonly db: Pool) {}

  /** As-of day of the newest statement, `YYYY-MM-DD`. */
  async asOf(personId: string): Promise<string | undefined> {
    const { rows } = await this.db.query<{ asOf: string }>('select "asOf" from "import_confirmation" where "personId" = $1', [personId]);
    return rows[0]?.asOf;
  }

  /** An older statement confirms nothing. */
  async add(personId: string, asOf: string, digest: string): Promise<void> {
    await this.db.query(
      `insert into "import_confirmation" ("personId", "asOf", "digest") values ($1, $2, $3)
       on conflict ("personId") do update set "asOf" = excluded."asOf", "digest" = excluded."digest"
       where "import_confirmation"."asOf" <= excluded."asOf"`,
      [personId, asOf, digest],
    );
  }
}
