import type { AgreedLevel } from '@flipside/contracts';
import type { Recorded } from '@flipside/event-sourcing';
import type { AgreementEvent } from '../../domain/agreement/events.js';
import { allOf } from '../../log.js';
import type { AgreementRow } from '../../read-models/agreements/agreements.entity.js';
import type { AgreementView } from './agreement.dto.js';

type Drafted = Recorded<Extract<AgreementEvent, { type: 'AgreementDrafted' }>>['data'];
type TermsView = NonNullable<NonNullable<AgreementView['own']>['draft']>;

/** An agreement as the admin sees it: facts, none of the words, none of who has signed. */
export function factsView({ id, revision, programmeId, mentorId, menteeId, status, folded }: AgreementRow): AgreementView {
  const { terms, held, notices } = folded;
  return {
    id, revision, programmeId, mentorId, menteeId, status,
    ...inForceOf(terms),
    held: held.length,
    stalledSince: notices.stalledSince,
    driftTold: notices.drift?.told === 'admin',
    own: null,
  };
}

function inForceOf(terms: AgreementRow['folded']['terms']): Pick<AgreementView, 'topics' | 'cadence' | 'startsOn' | 'endsOn'> {
  if (!terms) return { topics: [], cadence: null, startsOn: null, endsOn: null };
  const { topics, cadence, startsOn, endsOn } = terms;
  return { topics: topics.map(({ topic }) => topic), cadence, startsOn, endsOn };
}

/** The same as the two see it, opened from the log. */
export function ownView(row: AgreementRow, events: readonly Recorded<AgreementEvent>[]): AgreementView {
  const drafts = allOf(events, 'AgreementDrafted').map(({ data }) => data);
  const { terms, draft, notices } = row.folded;
  const inForce = terms && drafts.find(({ version }) => version === terms.version);
  const waiting = draft && drafts.find(({ version }) => version === draft.version);
  const own = {
    terms: inForce ? termsView(inForce) : null,
    draft: waiting ? termsView(waiting) : null,
    signed: [...(draft?.signed ?? [])],
    drifting: notices.drift !== null,
  };
  return { ...factsView(row), own };
}

function termsView({ version, topics, levels, cadence, startsOn, endsOn, text, by }: Drafted): TermsView {
  return {
    version, cadence, startsOn, endsOn, by,
    topics: topics.map((topic) => ({ ...topic, ...levelOf(levels, topic.topic) })),
    ...wordsOf(text),
  };
}

type Words = Pick<TermsView, 'objectives' | 'place' | 'channels' | 'offLimits' | 'stopping' | 'careerSupport'>;

function wordsOf(text: Drafted['text']): Words {
  if (text === null) return { objectives: null, place: null, channels: [], offLimits: [], stopping: null, careerSupport: [] };
  const { objectives, place, channels, offLimits, stopping, careerSupport } = text;
  return { place, stopping, objectives: [...objectives], channels: [...channels], offLimits: [...offLimits], careerSupport: [...careerSupport] };
}

function levelOf(levels: readonly AgreedLevel[] | null, topic: string): { baseline?: number; target?: number } {
  const level = levels?.find((one) => one.topic === topic);
  return level ? { baseline: level.baseline, target: level.target } : {};
}
