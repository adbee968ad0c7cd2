import type { Employment, Managers } from '@flipside/contracts';
import { deriveId } from '@flipside/event-sourcing';
import { canonicalJson, type KeyedHash } from '@flipside/privacy';
import type { PersonCommand, RecordEmployment } from '../domain/person/commands.js';
import type { PersonEvent } from '../domain/person/events.js';
import type { ImportCounts } from '../domain/hr-import/events.js';
import type { StatedRow } from './stated-row.js';

/** By what a second row of a file is known as a repeat: the number, and the day where the file states several for one. */
export function rowKey(row: StatedRow, hasEffectiveDates: boolean): string {
  return JSON.stringify([row.key.legalEntity, row.key.number, hasEffectiveDates ? row.effectiveOn : null]);
}

/** What was looked up for a row. */
export interface Resolved {
  readonly personId: string;
  readonly generation: number;
  readonly previousErasedOn?: string;
  readonly unitId: string | null;
  readonly managers: Managers;
  readonly confirmedAsOf?: string;
}

/** What a row has to say of an employment, as a command. The digest is over what it says, not over how the row looked. */
export function toCommand(row: StatedRow, resolved: Resolved, asOf: string, keyed: Pick<KeyedHash, 'hash'>): RecordEmployment {
  const { personId, generation, previousErasedOn, unitId, managers, confirmedAsOf } = resolved;
  const { key, identity, effectiveOn, reason } = row;
  const employment: Employment = { unitId, managers, ...row.employment };
  const digest = keyed.hash('hr-row', canonicalJson([identity, employment, effectiveOn, reason]));
  return {
    type: 'RecordEmployment', personId, generation, key, identity, employment, effectiveOn, reason,
    origin: { source: key.source, asOf, digest },
    ...(previousErasedOn === undefined ? {} : { previousErasedOn }),
    ...(confirmedAsOf === undefined ? {} : { confirmedAsOf }),
  };
}

/** The absence of a row, where it has one: the same first day is the same absence, so a later file may move its end. */
export function toAbsence(row: StatedRow, { personId, origin }: RecordEmployment): PersonCommand | undefined {
  if (row.absence === null) return undefined;
  const absenceId = deriveId('absence', personId, row.absence.from);
  return { type: 'RecordAbsence', personId, absenceId, ...row.absence, cancelled: false, origin };
}

/** Under which count a row goes, by the events that followed from it. */
export function outcomeOf(events: readonly Pick<PersonEvent, 'type'>[]): keyof Omit<ImportCounts, 'rows' | 'missing'> {
  const types = new Set(events.map(({ type }) => type));
  if (types.has('PersonRegistered')) return 'registered';
  if (types.has('PersonRehired')) return 'rehired';
  if (types.has('PersonLeft')) return 'left';
  return types.size > 0 ? 'changed' : 'unchanged';
}

/** What is known of a person before a file. */
export interface KnownEmployment {
  readonly lineManagerId: string | null;
}

/** What a row would do to somebody who is employed: for the weighing that may hold the file. */
export function effectOf(
  { employment: { status, managers } }: Pick<RecordEmployment, 'employment'>,
  known: KnownEmployment | undefined,
): { readonly ends: boolean; readonly changesManager: boolean } {
  const ends = known !== undefined && status === 'left';
  const had = known?.lineManagerId ?? null;
  return { ends, changesManager: !ends && had !== null && had !== managers.line };
}
