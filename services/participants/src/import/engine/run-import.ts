import { deriveId, DomainError, handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { isTransient, TransientFault } from '@flipside/feeds';
import type { KeyedHash } from '@flipside/privacy';
import type { ReadModelReader } from '@flipside/read-models';
import type { Serial, WorkCounter } from '@flipside/service-kit';
import { hrImportStream } from '../../domain/hr-import/events.js';
import type { Organisation } from '../../read-models/organisation.js';
import type { PersonRow } from '../../read-models/people/people.entity.js';
import type { Targets } from '../../targets.js';
import type { Search } from '../search.js';
import { applyBatch } from './apply-rows.js';
import { countsOf, knownOf, noticesOf } from './counts.js';
import type { FileStage, ImportFile, ImportFiles } from './files.js';
import { linkBatch } from './link-rows.js';
import { rejectCircles } from './reject-circles.js';
import { logRejections, rejectRepeats } from './rejections.js';
import { resolveNumbers } from './resolve-numbers.js';
import { UnitBook } from './unit-book.js';

export interface ImportParts {
  readonly files: ImportFiles;
  readonly targets: Targets;
  readonly hash: KeyedHash;
  readonly search: Search;
  readonly people: ReadModelReader<PersonRow>;
  readonly organisation: Organisation;
  /** Through which every change of a manager goes. */
  readonly managerChanges: Serial;
  /** Counts files under way. */
  readonly bulk: WorkCounter;
  /** Waits until the read models hold the whole log. @throws TransientFault */
  readonly caughtUp: () => Promise<void>;
}

/**
 * Carries a file through its stages. Each leaves its progress in the table of files, and each command has an id derived from
 * the import and the line, so that an import broken off at any moment goes on where it was and does nothing twice.
 */
export class ImportRun {
  private isStopping = false;

  constructor(private readonly parts: ImportParts) {}

  /** Called by Nest when the service stops: an import under way breaks off between two batches. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** @param context of the event that started or released it. */
  async run(importId: string, context: CommandContext): Promise<void> {
    const { bulk, files, managerChanges } = this.parts;
    await files.deleteOldRows();
    try {
      await managerChanges.run(() => bulk.run(() => this.goOn(importId, context)));
    } catch (error) {
      if (!isTransient(error)) await files.failed(importId, error instanceof DomainError ? error.code : 'internal-error');
      throw error;
    }
  }

  private async goOn(importId: string, context: CommandContext): Promise<void> {
    for (let file = await this.next(importId); file; file = await this.next(importId)) {
      await this.parts.caughtUp();
      if (!(await this.stage(file, context))) return;
    }
  }

  /** The file as it is now; undefined where nothing is left to do. */
  private async next(importId: string): Promise<ImportFile | undefined> {
    this.mayGoOn();
    const file = await this.parts.files.one(importId);
    return file && file.stage !== 'completed' ? file : undefined;
  }

  /** @returns false where somebody has to release it first. */
  private async stage(file: ImportFile, context: CommandContext): Promise<boolean> {
    switch (file.stage) {
      case 'reading':
        await this.read(file, context);
        return true;
      case 'linking':
        await this.link(file, context);
        return true;
      case 'weighing':
        return this.weigh(file, context);
      default:
        await this.apply(file, context);
        return true;
    }
  }

  private async read(file: ImportFile, context: CommandContext): Promise<void> {
    const { files, targets, hash } = this.parts;
    await files.analyze();
    await rejectRepeats(files, file);
    await logRejections(files, targets.hrImport, file, 'reading', context);
    await resolveNumbers(files, file, hash, await this.parts.people.table());
    await files.enter(file.id, 'linking');
  }

  private async link(file: ImportFile, context: CommandContext): Promise<void> {
    const { files, targets, hash, search } = this.parts;
    const people = await this.parts.people.table();
    const sources = { db: files.db, hash, search, people, upload: file.upload };
    while (await linkBatch(files, file, sources)) this.mayGoOn();
    await rejectCircles(files, file, people, 'linking');
    await logRejections(files, targets.hrImport, file, 'linking', context);
    await files.enter(file.id, 'weighing');
  }

  private async weigh(file: ImportFile, context: CommandContext): Promise<boolean> {
    const { files, targets } = this.parts;
    const { id: importId, endings, managerChanges } = file;
    const people = await this.parts.people.table();
    const known = await knownOf(files, file, people);
    const own = { ...context, commandId: deriveId('hr-import', importId, 'weigh') };
    const command = { type: 'WeighChanges', importId, known, endings, managerChanges } as const;
    const { state } = await handleCommand(targets.hrImport, hrImportStream(importId), command, own);
    if (state.status === 'held') return false;
    // While it was held other changes may have closed a circle with it.
    await rejectCircles(files, file, people, 'applying');
    await files.enter(importId, 'applying');
    return true;
  }

  private async apply(file: ImportFile, context: CommandContext): Promise<void> {
    const { files, targets, hash, organisation } = this.parts;
    const people = await this.parts.people.table();
    const units = await UnitBook.open(organisation, targets.unit);
    while (await applyBatch({ files, file, targets, hash, units, people, context })) this.mayGoOn();
    const { id: importId } = file;
    const command = {
      type: 'CompleteImport', importId, counts: await countsOf(files, file, people), notices: await noticesOf(files, file),
    } as const;
    const own = { ...context, commandId: deriveId('hr-import', importId, 'complete') };
    await handleCommand(targets.hrImport, hrImportStream(importId), command, own);
    await this.end(file, 'completed');
  }

  private async end({ id, upload }: ImportFile, stage: FileStage): Promise<void> {
    await this.parts.files.enter(id, stage);
    await this.parts.files.deleteRows(upload);
  }

  private mayGoOn(): void {
    if (this.isStopping) throw new TransientFault('the service is stopping');
  }
}
