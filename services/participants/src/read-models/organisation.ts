import type { SiloMap } from '@flipside/contracts';
import type { ReadModelReader } from '@flipside/read-models';
import type { PersonRow } from './people/people.entity.js';
import { siloMapOf } from './units/unit-tree.js';
import type { UnitRow } from './units/units.entity.js';

/** Questions about the organisation as a whole. */
export class Organisation {
  constructor(
    private readonly people: ReadModelReader<PersonRow>,
    private readonly unitRows: ReadModelReader<UnitRow>,
  ) {}

  /** Units by id. */
  async units(): Promise<ReadonlyMap<string, UnitRow>> {
    return new Map((await this.unitRows.many('')).map((row) => [row.id, row]));
  }

  /** Which units belong to which first-level unit now. */
  async silos(): Promise<SiloMap> {
    return siloMapOf([...(await this.units()).values()]);
  }

  /** Countries of all who are employed. */
  async countries(): Promise<readonly string[]> {
    const rows = await this.people.many(`where t.state = 'employed'`);
    const countries = rows.map(({ facts }) => facts.at(-1)?.employment.country).filter((country) => typeof country === 'string');
    return [...new Set(countries)].sort();
  }
}
