import type { ReadModelReader } from '@flipside/read-models';
import type { ProgrammeRow } from './programmes.entity.js';

/** Questions about programmes. */
export class Programmes {
  constructor(private readonly rows: ReadModelReader<ProgrammeRow>) {}

  one(programmeId: string): Promise<ProgrammeRow | undefined> {
    return this.rows.one(programmeId);
  }
}
