import { hrMapping } from '../sample/hr-mapping.js';
import type { HrFile } from '../sample/hr-file.js';
import { mustBe } from './checks.js';
import { settled, type Demo } from './demo.js';

export interface HrImport {
  readonly id: string;
  readonly state: 'reading' | 'linking' | 'held' | 'applying' | 'completed' | 'failed';
  readonly counts: Readonly<Record<string, number | null>> | null;
  readonly notices: Readonly<Record<string, number>> | null;
}

/** Sends a file as HR does, waits until nothing is under way any more, and reads the import back. */
export async function sendFile(demo: Demo, file: HrFile, managers: 'number' | 'name' = 'number'): Promise<HrImport> {
  const hr = demo.gateway.as(['hr-integration']);
  const mapping = await hr.post('/v1/hr-mappings', { name: file.name, mapping: hrMapping(file, managers) });
  const started = await hr.upload(`/v1/hr-imports?mapping=${mapping.id}`, 'text/csv', file.csv);
  await settled(demo);
  return readImport(demo, started.id);
}

export async function readImport({ gateway }: Demo, id: string): Promise<HrImport> {
  return gateway.as(['hr-integration']).get<HrImport>(`/v1/hr-imports/${id}`);
}

/** Sends a file that must go through. */
export async function importFile(demo: Demo, file: HrFile, managers: 'number' | 'name' = 'number'): Promise<HrImport> {
  const done = await sendFile(demo, file, managers);
  mustBe(`the import of ${file.name}`, done.state, 'completed');
  return done;
}
