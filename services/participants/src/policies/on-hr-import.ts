import type { Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import { hrImportStream, type HrImportEvent } from '../domain/hr-import/events.js';
import type { ImportRun } from '../import/engine/run-import.js';

type Event = Recorded<HrImportEvent>;

/** A file that was started is carried through; one that was held goes on when it is released. One file after the other. */
export function onHrImport(feed: Feed<Event>, imports: ImportRun) {
  return definePolicy<Event>({
    name: 'hr-import',
    feed,
    expected: [],
    on: {
      HrImportStarted: ({ data: { importId } }, context) => imports.run(importId, context.command(hrImportStream(importId))),
      HrImportReleased: ({ data: { importId } }, context) => imports.run(importId, context.command(hrImportStream(importId))),
    },
  });
}
