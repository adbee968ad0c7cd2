import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';

/** The three large results of a run. */
export type ArtefactName = 'snapshot' | 'result' | 'certificate';

/** One row of one of them, as it is sealed. */
export interface KeptBody {
  readonly of: ArtefactName;
  readonly body: unknown;
}

/** Rows as they are kept: a person's own facts under the person's key, what a run found under those of all whom it is about. */
export type ArtefactRow =
  | DomainEvent<'PersonRowKept', { about: readonly string[]; kept: Sealed<KeptBody> }>
  | DomainEvent<'ChoiceRowKept', { runId: string; about: readonly string[]; kept: Sealed<KeptBody> }>;

type Data<T extends ArtefactRow['type']> = Extract<ArtefactRow, { type: T }>['data'];

export const artefactSchemas: EventSchemas<ArtefactRow> = {
  PersonRowKept: {
    version: 1,
    seal: [{ class: 'profile', fields: ['kept'], subjects: (data: Data<'PersonRowKept'>) => data.about, scope: () => 'person' }],
  },
  ChoiceRowKept: {
    version: 1,
    seal: [{
      class: 'choices', fields: ['kept'], subjects: (data: Data<'ChoiceRowKept'>) => data.about,
      scope: (data: Data<'ChoiceRowKept'>) => data.runId,
    }],
  },
};

export function rowOf(runId: string, name: ArtefactName, about: readonly string[], body: unknown): ArtefactRow {
  const kept = { of: name, body };
  const isPerson = name === 'snapshot' && about.length === 1;
  return isPerson ? { type: 'PersonRowKept', data: { about, kept } } : { type: 'ChoiceRowKept', data: { runId, about, kept } };
}
