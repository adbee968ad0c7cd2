import { deriveId, handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { unitStream } from '../../domain/unit.js';
import type { Organisation } from '../../read-models/organisation.js';
import { survivorOf } from '../../read-models/units/unit-tree.js';
import type { UnitRow } from '../../read-models/units/units.entity.js';
import type { Targets } from '../../targets.js';
import { fold } from '../cells.js';
import { placeUnit, type RegisterUnit, type Units } from '../place-unit.js';
import type { NamedUnit } from '../stated-row.js';
import { together } from './together.js';

const AT_A_TIME = 200;

/** The units that are known, those a file brings with it among them. */
export class UnitBook {
  private readonly codes = new Map<string, string>();
  private readonly names = new Map<string, string>();
  /** New units by id, with how many others as new are above them. */
  private readonly unregistered = new Map<string, { readonly command: RegisterUnit; readonly level: number }>();
  private readonly known: Units = {
    byCode: (source, code) => this.codes.get(JSON.stringify([source, code])),
    byName: (parentId, name) => this.names.get(placeOf(parentId, name)),
  };

  private constructor(
    private readonly units: ReadonlyMap<string, UnitRow>,
    private readonly target: Targets['unit'],
  ) {
    // Open ones last, so that they have their name before a unit that was merged or closed.
    const byState = [...units.values()].sort((a, b) => Number(a.state === 'open') - Number(b.state === 'open'));
    for (const unit of byState) this.learn(unit, survivorOf(units, unit.id));
  }

  static async open(organisation: Organisation, target: Targets['unit']): Promise<UnitBook> {
    return new UnitBook(await organisation.units(), target);
  }

  /** The unit that a row names; where it is new, `registerNew` has to be called before anybody is placed in it. */
  place(named: NamedUnit, source: string, effectiveOn: string): string {
    const { unitId, unknown } = placeUnit(named, source, effectiveOn, this.known);
    for (const command of unknown) {
      this.unregistered.set(command.unitId, { command, level: (this.unregistered.get(command.parentId ?? '')?.level ?? 0) + 1 });
      this.learn(command, survivorOf(this.units, command.unitId));
    }
    return survivorOf(this.units, unitId);
  }

  /** Registers what rows brought with them: level by level, since a new unit may be placed below one that is as new. */
  async registerNew(context: CommandContext): Promise<void> {
    const levels = Map.groupBy(this.unregistered.values(), ({ level }) => level);
    this.unregistered.clear();
    for (const [, units] of [...levels].sort(([a], [b]) => a - b)) {
      await together(units, AT_A_TIME, async ({ command }) => {
        const commandId = deriveId(context.commandId, 'unit', command.unitId);
        await handleCommand(this.target, unitStream(command.unitId), command, { ...context, commandId });
      });
    }
  }

  private learn({ key, parentId, name }: Pick<UnitRow, 'key' | 'parentId' | 'name'>, unitId: string): void {
    if (key) this.codes.set(JSON.stringify([key.source, key.code]), unitId);
    this.names.set(placeOf(parentId, name), unitId);
  }
}

function placeOf(parentId: string | null, name: string): string {
  return JSON.stringify([parentId, fold(name)]);
}
