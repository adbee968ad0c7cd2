import { never, type Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { HrImportEvent } from '../../domain/hr-import/events.js';
import { ImportRow, RejectionRow } from './imports.entity.js';

type Event = Recorded<HrImportEvent>;

export function importsProjection(own: Feed<Event>): Projection<Event, ImportRow> {
  return defineProjection<Event, ImportRow>({
    name: 'imports',
    version: 1,
    entity: ImportRow,
    feeds: [own],
    keys: ({ data }) => [data.importId],
    evolve: (row, event, id) => ({ ...(row ?? blank(id)), ...change(row, event), revision: event.revision.toString() }),
  });
}

function change(row: ImportRow | undefined, event: Event): Partial<ImportRow> {
  switch (event.type) {
    case 'HrImportStarted': {
      const { source, asOf, coverage } = event.data;
      return { source, asOf, coverage };
    }
    case 'RowRejected':
      return { rejected: (row?.rejected ?? 0) + 1 };
    case 'HrImportHeld': {
      const { reasons, known, endings, managerChanges } = event.data;
      return { state: 'held', holdReasons: reasons, expected: { known, endings, managerChanges } };
    }
    case 'HrImportReleased':
      return { state: 'running' };
    case 'HrImportCompleted': {
      const { importId: _importId, rejected: _rejected, notices, ...counts } = event.data;
      return { state: 'completed', notices, counts };
    }
    default:
      return never(event);
  }
}

function blank(id: string): ImportRow {
  return {
    id, revision: '0', state: 'running', source: '', asOf: '', coverage: 'partial', expected: null, holdReasons: [], rejected: 0,
    counts: null, notices: {},
  };
}

export function rejectionsProjection(own: Feed<Event>): Projection<Event, RejectionRow> {
  return defineProjection<Event, RejectionRow>({
    name: 'rejections',
    version: 1,
    entity: RejectionRow,
    feeds: [own],
    keys: ({ type, data }) => (type === 'RowRejected' ? [idOf(data)] : []),
    evolve: (row, event, id) => (event.type === 'RowRejected' ? rejectionOf(id, event.data) : row),
  });
}

function idOf({ importId, line }: { readonly importId: string; readonly line: number }): string {
  return `${importId}_${String(line).padStart(9, '0')}`;
}

function rejectionOf(id: string, { importId, line, field, code }: Extract<Event, { type: 'RowRejected' }>['data']): RejectionRow {
  return { id, importId, line, field, code };
}
