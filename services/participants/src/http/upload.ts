import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { DomainError, handleCommand, type CommandResult } from '@flipside/event-sourcing';
import { canonicalJson } from '@flipside/privacy';
import { Problem, type Caller, type GuardedRequest } from '@flipside/service-kit';
import type { HrImportState } from '../domain/hr-import/decide.js';
import { hrImportStream, type HrImportEvent } from '../domain/hr-import/events.js';
import type { ImportFile, ImportFiles } from '../import/engine/files.js';
import { digestOf, stageRows, type StagingTools } from '../import/engine/stage-rows.js';
import type { ImportMapping } from '../import/mapping.js';
import type { Targets } from '../targets.js';

export interface UploadTools extends StagingTools {
  readonly files: ImportFiles;
  readonly target: Targets['hrImport'];
}

export type Started = CommandResult<HrImportEvent, HrImportState>;

/**
 * Takes a file in: its rows first, then the event that they are there. The same request again is known by the digest of its
 * file. What fails before the event leaves nothing.
 */
export async function takeUpload(tools: UploadTools, mapping: ImportMapping, caller: Caller, request: GuardedRequest): Promise<Started> {
  const { body } = request;
  if (!(body instanceof Readable)) throw new Problem('media-type-unsupported', 'Send the file as the body, with Content-Type text/csv.');
  const importId = caller.newId('hr-import');
  try {
    const before = await tools.files.one(importId);
    const file = before ? await repeated(tools, before, mapping, body) : await taken(tools, importId, mapping, body);
    return await start(tools, file, caller, request);
  } finally {
    body.resume(); // what was not read is let go, so that the answer gets through
  }
}

type Digested = Pick<ImportFile, 'id' | 'upload' | 'mapping' | 'fileDigest'>;

async function taken(tools: UploadTools, id: string, mapping: ImportMapping, body: Readable): Promise<Digested> {
  const upload = randomUUID();
  try {
    const { rows, sha256 } = await stageRows(tools, upload, mapping, body);
    const file = { id, upload, mapping, rows, fileDigest: fileDigestOf(tools, sha256) };
    if (await tools.files.add(file)) return file;
  } catch (error) {
    await tools.files.discard(id, upload);
    throw error;
  }
  // The same request came twice at once, and the other was faster.
  await tools.files.deleteRows(upload);
  return (await tools.files.one(id))!;
}

async function repeated(tools: UploadTools, before: ImportFile, mapping: ImportMapping, body: Readable): Promise<Digested> {
  const fileDigest = fileDigestOf(tools, await digestOf(body));
  if (fileDigest === before.fileDigest && canonicalJson(mapping) === canonicalJson(before.mapping)) return before;
  throw new Problem('idempotency-key-reused', 'This Idempotency-Key came before with another file: use a new key.');
}

function fileDigestOf({ hash }: UploadTools, sha256: string): string {
  return hash.hash('hr-file', sha256);
}

async function start(tools: UploadTools, file: Digested, caller: Caller, request: GuardedRequest): Promise<Started> {
  const { id: importId, mapping, fileDigest, upload } = file;
  const { source, asOf, coverage } = mapping;
  const mappingDigest = tools.hash.hash('hr-mapping', canonicalJson(mapping));
  request.body = { fileDigest, mappingDigest }; // by which a repeat is known: the body itself is gone
  const context = await caller.command();
  const command = { type: 'StartImport', importId, source, asOf, coverage, fileDigest, mappingDigest, at: context.at } as const;
  try {
    return await handleCommand(tools.target, hrImportStream(importId), command, context);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'as-of-ahead') await tools.files.discard(importId, upload);
    throw error;
  }
}
