import type { ImportFile } from '../import/engine/files.js';
import type { ImportRow } from '../read-models/imports/imports.entity.js';
import type { ImportView } from './hr-import.dto.js';

/** What became of a file by the log, and how far it is by its table. */
export function importView(row: ImportRow, file: ImportFile | undefined): ImportView {
  const { id, revision, source, asOf, coverage, expected, holdReasons, rejected, counts, notices } = row;
  const isOver = row.state === 'completed' || !file;
  const progress = {
    stage: isOver ? 'completed' : file.stage, line: isOver ? 0 : file.line, rows: counts?.rows ?? file?.rows ?? 0,
  };
  return {
    id, revision, state: stateOf(row.state, file), source, asOf, coverage, progress, expected, holdReasons: [...holdReasons], rejected,
    counts, notices: { ...notices },
  };
}

function stateOf(state: string, file: ImportFile | undefined): string {
  if (state !== 'running' || !file) return state === 'running' ? 'reading' : state;
  if (file.failure !== null) return 'failed';
  return file.stage === 'reading' || file.stage === 'linking' ? file.stage : 'applying';
}
