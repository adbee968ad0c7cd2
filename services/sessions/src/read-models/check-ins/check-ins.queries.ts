import type { ReadModelReader } from '@flipside/read-models';
import type { Alias } from '../in-the-open.js';
import type { CheckInRow } from './check-ins.entity.js';

const ASKED = 't.respondents @> $1::jsonb';
const asked = (personId: string): string => JSON.stringify([{ personId }]);

/** Questions about rounds. */
export class CheckIns {
  constructor(
    private readonly rows: ReadModelReader<CheckInRow>,
    private readonly alias: Alias,
  ) {}

  one(checkInId: string): Promise<CheckInRow | undefined> {
    return this.rows.one(checkInId);
  }

  /** Rounds in which a person was asked, each once. @param ids all that the person has. */
  async of(ids: readonly string[]): Promise<readonly CheckInRow[]> {
    const rounds = await Promise.all(ids.map((id) => this.askedOf(id)));
    return [...new Map(rounds.flat().map((row) => [row.id, row])).values()];
  }

  /** The latest rounds in which one id was asked, the latest first. */
  private askedOf(personId: string): Promise<readonly CheckInRow[]> {
    return this.rows.many(`where ${ASKED} order by t."openedOn" desc, t.id limit 100`, [asked(personId)]);
  }

  hasAnswered({ answered }: CheckInRow, ids: readonly string[]): boolean {
    return ids.some((id) => answered.includes(this.alias(id)!));
  }

  /** Day of a person's latest survey in any programme. @param ids all that the person has. */
  async lastSurveyOn(ids: readonly string[]): Promise<string | null> {
    return (await this.of(ids)).map(({ openedOn }) => openedOn).sort().at(-1) ?? null;
  }

  /** How often an instrument was asked of a programme, or of a team of it, beside the rounds of pairings. */
  async roundsOf(programmeId: string, instrument: string): Promise<number> {
    const wanted = JSON.stringify([{ instrument }]);
    return this.rows.count('t."programmeId" = $1 and t."pairingId" is null and t.instruments @> $2::jsonb', [programmeId, wanted]);
  }
}
