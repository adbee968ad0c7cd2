import type { AgreedLevel } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { codeOf } from '../codes.js';
import type { AgreementText, Terms } from './events.js';

/** What a side proposes. */
export interface Proposal extends Omit<Terms, 'careerSupport'> {
  readonly levels: readonly AgreedLevel[];
  readonly text: AgreementText;
  /** Sessions take place where the leader is not at home. */
  readonly awayFromLeadersOffice: boolean;
}

/** @throws DomainError naming the first rule that the proposal breaks. */
export function check(proposal: Proposal): void {
  checkDates(proposal);
  checkTopics(proposal);
  if (!proposal.awayFromLeadersOffice) {
    throw new DomainError('place-in-leaders-office', 'Meet away from the leader’s office: agree on another place.');
  }
}

function checkDates({ startsOn, endsOn, cadence }: Proposal): void {
  if (endsOn <= startsOn) throw new DomainError('agreement-ends-before-start', 'Give an end that is after the start.');
  const { sessions, minMinutes, maxMinutes } = cadence;
  const whole = [sessions, minMinutes, maxMinutes].every((n) => Number.isInteger(n) && n >= 1);
  if (!whole || minMinutes > maxMinutes || maxMinutes > 480 || sessions > 52) {
    throw new DomainError('cadence-invalid', 'Give 1 to 52 sessions and their least and most minutes, at most 480.');
  }
}

function checkTopics({ topics, levels }: Proposal): void {
  if (topics.length === 0) throw new DomainError('topics-missing', 'Agree on at least one topic.');
  const codes = topics.map(({ topic }) => codeOf(topic));
  if (new Set(codes).size < codes.length) throw new DomainError('topic-twice', 'Name every topic once.');
  for (const { topic, kind } of topics) checkLevel(topic, kind, levels.filter((level) => level.topic === topic));
  const stray = levels.find(({ topic }) => !codes.includes(topic));
  if (stray) throw new DomainError('level-without-topic', `There is a level for ${stray.topic}, which is not among the topics.`);
}

function checkLevel(topic: string, kind: 'skill' | 'perspective', found: readonly AgreedLevel[]): void {
  if (kind === 'perspective') {
    if (found.length === 0) return;
    throw new DomainError('perspective-not-rated', `${topic} is a perspective: it has no baseline or target.`);
  }
  const [level] = found;
  if (!level || found.length > 1) throw new DomainError('level-missing', `Give one baseline and target for ${topic}.`);
  if (![level.baseline, level.target].every((n) => Number.isInteger(n) && n >= 0 && n <= 5)) {
    throw new DomainError('level-out-of-range', 'Levels are whole numbers from 0 to 5.');
  }
  if (level.baseline >= level.target) {
    throw new DomainError('skill-at-target', `${topic} is already at its target: agree on a higher one or on another topic.`);
  }
}
