import { agreementStream } from '@flipside/sessions/domain/agreement/events';
import { proposal } from '@flipside/sessions/domain/agreement/agreement.samples';
import { assessmentStream } from '@flipside/sessions/domain/assessment/events';
import { checkInStream } from '@flipside/sessions/domain/check-in/events';
import { concernStream } from '@flipside/sessions/domain/concern/events';
import { insightStream } from '@flipside/sessions/domain/insight/events';
import { sessionStream } from '@flipside/sessions/domain/session/events';
import { inputs } from '@flipside/sessions/domain/session/session.samples';
import { sprintStream } from '@flipside/sessions/domain/sprint/events';
import { warningStream } from '@flipside/sessions/domain/warning/events';
import type { Story } from './story.js';
import type { StoryPair } from './tell-pairs.js';

const SPAN = { startsOn: '2027-01-18', endsOn: '2027-07-16' };
const soon = (story: Story, days = 1): string => new Date(Date.parse(story.now) + days * 86_400_000).toISOString();

/** Drafted and signed; amended where both agree anew. */
export async function tellAgreement(story: Story, pair: StoryPair, { amended }: { readonly amended: boolean }): Promise<void> {
  const { agreement } = story.targets('sessions');
  const stream = agreementStream(pair.pairingId);
  for (const version of amended ? [1, 2] : [1]) {
    const remindAt = { mentor: soon(story, 30), mentee: soon(story, 30) };
    const sessions = 6 + version;
    await story.give(agreement, stream, {
      type: 'draft', ...pair, by: pair.mentorId, pairingActive: true, remindAt, at: story.now,
      proposal: { ...proposal, ...SPAN, cadence: { ...proposal.cadence, sessions } },
    });
    for (const by of [pair.mentorId, pair.menteeId]) {
      await story.give(agreement, stream, { type: 'sign', by, version, confidentiality: true, noRepercussion: true, at: story.now });
    }
  }
  await story.world.settled();
}

/** Help-desk alone, three sessions running; one moved, one cancelled, one missed; feedback and a promise. */
export async function tellSessions(story: Story, pair: StoryPair): Promise<void> {
  const { session } = story.targets('sessions');
  const agreement = { inForce: true, ...SPAN };
  const plan = async (name: string): Promise<{ stream: string; time: { startsAt: string; endsAt: string } }> => {
    const time = { startsAt: soon(story, 2), endsAt: new Date(Date.parse(soon(story, 2)) + 3_600_000).toISOString() };
    const stream = sessionStream(story.id(name));
    await story.give(session, stream, {
      type: 'schedule', ...pair, sessionId: story.id(name), by: pair.mentorId, place: null, at: story.now, agreement, insideMentorTime: true, ...time,
    });
    return { stream, time };
  };
  for (const name of ['one', 'two', 'three', 'four']) {
    const { stream } = await plan(name);
    story.pass(3 * 24 * 60);
    const stretches = name === 'four' ? inputs : [{ kind: 'help-desk', minutes: 60 } as const];
    await story.give(session, stream, {
      type: 'recordHeld', by: pair.mentorId, stretches, remindAt: soon(story, 2), confirmBy: soon(story, 5), at: story.now,
    });
    if (name === 'four') await story.give(session, stream, { type: 'correct', by: pair.menteeId, stretches, at: story.now });
    else await story.give(session, stream, { type: 'confirm', by: pair.menteeId, at: story.now });
    await story.world.settled();
  }
  const one = sessionStream(story.id('one'));
  const feedback = { feedbackId: story.id('feedback'), kind: 'strategic', text: 'Say it at the board.' } as const;
  await story.give(session, one, { type: 'giveFeedback', ...feedback, by: pair.menteeId, at: story.now });
  const commitmentId = story.id('commitment');
  const due = soon(story, 9).slice(0, 10);
  await story.give(session, one, { type: 'makeCommitment', commitmentId, by: pair.menteeId, kind: 'action', due, text: 'Try it', at: story.now });
  await story.give(session, one, { type: 'settleCommitment', commitmentId, by: pair.mentorId, kept: true, at: story.now });
  const { stream: moved, time } = await plan('moved');
  const startsAt = soon(story, 4);
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
  await story.give(session, moved, { type: 'reschedule', ...time, startsAt, endsAt, by: pair.menteeId, agreement, insideMentorTime: true, at: story.now });
  await story.give(session, moved, { type: 'cancel', by: pair.menteeId, at: story.now });
  const { stream: missed } = await plan('missed');
  story.pass(3 * 24 * 60);
  await story.give(session, missed, { type: 'miss', by: pair.mentorId, absent: 'mentee', at: story.now });
  await story.world.settled();
}

export async function tellSprints(story: Story, pair: StoryPair): Promise<void> {
  const { sprint } = story.targets('sessions');
  const environment = { sandbox: true, leadersOwnAccount: true, liveCustomerData: false, mentorsCredentials: false };
  const exercise = { method: 'assistant', exercise: 'a board paper', definitionOfDone: 'sent' };
  for (const name of ['done', 'given up']) {
    const stream = sprintStream(story.id(name));
    const by = { by: pair.mentorId };
    await story.give(sprint, stream, {
      type: 'plan', ...pair, sprintId: story.id(name), ...by, agreement: { inForce: true, topics: ['prompting'] }, topic: 'prompting',
      startsOn: story.today, endsOn: soon(story, 9).slice(0, 10), exercise, at: story.now,
    });
    await story.give(sprint, stream, { type: 'prepare', ...by, environment, at: story.now });
    await story.give(sprint, stream, { type: 'start', ...by, at: story.now });
    if (name === 'done') await story.give(sprint, stream, { type: 'complete', ...by, evidence: 'the paper', at: story.now });
    else await story.give(sprint, stream, { type: 'abandon', ...by, at: story.now });
  }
}

/** A rating, a round of answers, warnings with every end, a concern, an insight with what came of it. */
export async function tellVoices(story: Story, pair: StoryPair): Promise<void> {
  const { assessment, checkIn, insight, concern } = story.targets('sessions');
  await story.give(assessment, assessmentStream(pair.pairingId, 'mentee', 'prompting'), {
    type: 'assessSkill', ...pair, skill: 'prompting', rater: 'self', target: 3, occasion: 'baseline', rating: 1, by: pair.menteeId, at: story.now,
  });
  const checkInId = story.id('round');
  const items = ['w1', 'w2'].map((item) => ({ item, reversed: false }));
  const instruments = [{ instrument: 'worthwhile', version: 1, items }];
  const asked = [{ personId: pair.mentorId, role: 'mentor', lastSurveyOn: null } as const];
  const closesAt = soon(story, 3);
  await story.give(checkIn, checkInStream(checkInId), {
    type: 'open', ...pair, checkInId, round: 1, occasion: 'interim', instruments, asksUnits: false, respondents: asked, closesAt, at: story.now,
  });
  await story.give(checkIn, checkInStream(checkInId), {
    type: 'answer', by: pair.mentorId, answers: { w1: 4, w2: 5 }, units: null, comment: null, at: story.now,
  });
  await story.give(checkIn, checkInStream(checkInId), { type: 'close', at: closesAt });
  await tellWarnings(story, pair);
  const concernId = story.id('concern');
  const handlers = { custodian: { id: story.id('custodian'), touched: false }, deputy: { id: story.id('deputy'), touched: false } };
  await story.give(concern, concernStream(concernId), {
    type: 'raise', concernId, programmeId: pair.programmeId, reporter: { by: pair.mentorId }, ...handlers, category: 'conduct', text: 'It hurts.',
    touches: [], on: story.today,
  });
  const by = { by: story.id('custodian'), on: story.today };
  await story.give(concern, concernStream(concernId), { type: 'acknowledge', ...by });
  await story.give(concern, concernStream(concernId), { type: 'giveFeedback', ...by, text: 'We talked.' });
  await story.give(concern, concernStream(concernId), { type: 'resolve', ...by, outcome: 'substantiated', text: 'Settled.' });
  const insightId = story.id('insight');
  const stream = insightStream(insightId);
  const action = { actionId: story.id('action'), by: pair.menteeId };
  await story.give(insight, stream, { type: 'share', ...pair, insightId, by: pair.mentorId, area: 'technology', text: 'Slow tools', at: story.now });
  await story.give(insight, stream, { type: 'clear', by: pair.mentorId, text: 'Slow tools', at: story.now });
  await story.give(insight, stream, { type: 'commitAction', ...action, what: 'New tools', due: soon(story, 30).slice(0, 10), at: story.now });
  await story.give(insight, stream, { type: 'deliverAction', ...action, at: story.now });
  await story.give(insight, stream, { type: 'recordImpact', ...action, measure: 'minutes', unit: 'minutes', before: 9, after: 4, at: story.now });
  await story.world.settled();
}

async function tellWarnings(story: Story, pair: StoryPair): Promise<void> {
  const { warning } = story.targets('sessions');
  const by = { by: story.id('custodian') };
  const ends = { mitigated: { type: 'mitigate', ...by, note: 'done', costAvoided: null }, bitten: { type: 'materialise', ...by }, dismissed: { type: 'dismiss', ...by, reason: 'known' } } as const;
  for (const [name, end] of Object.entries(ends)) {
    const stream = warningStream(story.id(name));
    await story.give(warning, stream, {
      type: 'raise', ...pair, warningId: story.id(name), by: pair.mentorId, audience: 'custodian', named: false, text: 'It will break', bitesOn: soon(story, 20).slice(0, 10), at: story.now,
    });
    await story.world.settled();
    await story.give(warning, stream, { type: 'own', ...by, at: story.now });
    await story.give(warning, stream, { ...end, at: story.now });
  }
}

/** One side leaves without a fault. */
export async function tellExit(story: Story, pair: StoryPair): Promise<void> {
  const { agreement } = story.targets('sessions');
  await story.give(agreement, agreementStream(pair.pairingId), { type: 'withdraw', ...pair, by: pair.mentorId, at: story.now });
  await story.world.settled();
}

/** Silence, a stall, and the end. */
export async function tellQuiet(story: Story, kept: StoryPair, drafted: StoryPair): Promise<void> {
  const { agreement } = story.targets('sessions');
  const stream = agreementStream(drafted.pairingId);
  const remindAt = { mentor: soon(story), mentee: soon(story) };
  await story.give(agreement, stream, {
    type: 'draft', ...drafted, by: drafted.mentorId, pairingActive: true, remindAt, at: story.now, proposal: { ...proposal, ...SPAN },
  });
  await story.world.moveTo('2027-06-30T08:00:00.000Z');
  await story.give(agreement, agreementStream(kept.pairingId), { type: 'complete', by: kept.menteeId, closingHeldOn: story.today, at: story.now });
  await story.world.settled();
}
