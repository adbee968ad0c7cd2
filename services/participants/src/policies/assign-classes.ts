import { deriveId, type CommandContext, type Position, type Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { HrImportEvent } from '../domain/hr-import/events.js';
import { personStream } from '../domain/person/events.js';
import type { ProgrammeEvent } from '../domain/programme/events.js';
import { classesToTell } from '../domain/classes-to-tell.js';
import { handleBelieving } from '../import/engine/believing.js';
import { together } from '../import/engine/together.js';
import type { Organisation } from '../read-models/organisation.js';
import { stateOf } from '../read-models/people/people.projection.js';
import type { PersonRow } from '../read-models/people/people.entity.js';
import type { People } from '../read-models/people/people.queries.js';
import { siloOf } from '../read-models/units/unit-tree.js';
import type { Targets } from '../targets.js';

type Event = Recorded<HrImportEvent | ProgrammeEvent>;

/** Fewest people of one class. */
const K = 5;
const AT_A_TIME = 256;
const PAGE = 1_000;

export interface ClassSources {
  readonly feed: Feed<Event>;
  readonly targets: Targets;
  readonly people: People;
  readonly organisation: Organisation;
  readonly reached: (position: Position) => Promise<void>;
}

/** Who is where decides the reporting class: it is looked at again after each file, and when a programme opens. */
export function assignClasses(sources: ClassSources) {
  const assign = async (event: Event, context: CommandContext): Promise<void> => {
    await sources.reached(event.position);
    await assignAll(sources, context);
  };
  return definePolicy<Event>({
    name: 'reporting-classes',
    feed: sources.feed,
    expected: [],
    on: {
      HrImportCompleted: (event, context) => assign(event, context.command('reporting-classes')),
      ProgrammeOpened: (event, context) => assign(event, context.command('reporting-classes')),
    },
  });
}

async function assignAll({ targets, people, organisation }: ClassSources, context: CommandContext): Promise<void> {
  const units = await organisation.units();
  const employed = await people.classified();
  const silos = new Map([...units.keys()].map((unitId) => [unitId, siloOf(units, unitId) ?? null]));
  const classes = classesToTell(
    employed.map(({ id, unitId, level, reportingClass: told }) => ({ personId: id, level, told, siloId: (unitId && silos.get(unitId)) || null })),
    K,
  );
  // In the order of ids, which are hashes: any other order would be that of HR's file, and name each by their line.
  const changed = [...classes.keys()].sort();
  for (let from = 0; from < changed.length; from += PAGE) {
    const rows = [...(await people.many(changed.slice(from, from + PAGE)))].sort((a, b) => (a.id < b.id ? -1 : 1));
    await together(rows, AT_A_TIME, (row) => assignOne(targets.person, row, classes.get(row.id)!, context));
  }
}

async function assignOne(target: Targets['person'], row: PersonRow, reportingClass: string, context: CommandContext): Promise<void> {
  if (row.state !== 'employed') return;
  const command = { type: 'AssignReportingClass', personId: row.id, reportingClass } as const;
  const stream = personStream(row.id);
  const own = { ...context, commandId: deriveId(context.commandId, stream) };
  await handleBelieving(target, stream, command, own, { state: stateOf(row), revision: BigInt(row.revision) });
}
