export type TrainingRole = 'mentor' | 'mentee' | 'line-manager';

/** A module of the training: what it is called, whom it is for, how long it takes and what it says. */
export interface TrainingModule {
  /** Stable; what enrolments and policies hold. */
  readonly code: string;
  readonly roles: readonly TrainingRole[];
  readonly title: string;
  readonly minutes: number;
  readonly points: readonly string[];
}

type Roles = readonly TrainingRole[];
const module = (code: string, roles: Roles, title: string, minutes: number, ...points: string[]): TrainingModule => ({
  code, roles, title, minutes, points,
});
const mentor = ['mentor'] as const;
const mentee = ['mentee'] as const;

/** The content that is shipped; a programme's policy says which modules each role needs. */
export const trainingCatalogue: readonly TrainingModule[] = [
  module('role-and-boundaries', mentor, 'Your role and its boundaries', 30,
    'You teach what you live and use; you are neither coach, nor help-desk, nor spokesperson for a group.',
    'You choose what you talk about. Off-limits topics are written into the agreement and need no reason.',
    'You may stop at any time, without a fault of anybody and without your partner learning who stopped.'),
  module('running-a-sprint', mentor, 'Running a technical sprint', 45,
    'One tool or method, one exercise, one definition of done, one time box.',
    'The leader’s hands are on the keyboard; yours are not.',
    'Only in a sandbox with the leader’s own account: no live customer data, never your credentials.'),
  module('feedback-upwards', mentor, 'Giving feedback up the hierarchy', 30,
    'Say what you saw, what it led to and what you would try instead.',
    'A contextual question opens more than an opinion: what would make this faster for the people who do it?',
    'If you are afraid to say it here, there are other ways: a warning under “a mentor”, the custodian.'),
  module('confidentiality-and-limits', mentor, 'Confidentiality and its limits', 20,
    'Notes are the pair’s alone. What leaves the pair leaves it only after you cleared it, wording included.',
    'Danger to a person and duties by law are limits; you will be told before anything is disclosed.',
    'A concern goes to the custodian, who is outside the line; the form names the statutory channels too.'),
  module('emotional-load', mentor, 'What it may cost you', 20,
    'Explaining one’s own experience again and again tires; nobody may ask you to stand for a whole group.',
    'Signs that it is too much, and where to turn.',
    'Pausing is part of the programme and needs no reason.'),
  module('listening-and-vulnerability', mentee, 'Listening, and not knowing', 30,
    'You are the learner: ask first, explain later, and do not defend.',
    'Say aloud what you do not know; it is what makes it safe for the other to speak.',
    'Your questions weigh more than you think: an aside from you is an order to others.'),
  module('letting-the-junior-lead', mentee, 'Letting the junior lead', 20,
    'Your mentor sets the pace and the content; you keep the dates.',
    'Meet away from your office, at the mentor’s working hours.',
    'A session that you cancel is a fact of the programme; let your assistant know.'),
  module('hands-on-learning', mentee, 'Learning with your own hands', 20,
    'Use the tool yourself in every sprint; watching does not move a skill.',
    'Help with a printer is not what your mentor is for.',
    'Practise between sessions and bring what went wrong.'),
  module('receiving-and-giving-feedback', mentee, 'Receiving and giving feedback', 30,
    'Thank, repeat in your own words, ask for an example, decide later.',
    'Tell your mentor which decision uses what you learned; silence reads as displeasure.',
    'Give strategic feedback, open doors: an introduction, a seat at a meeting, a task that stretches.'),
  module('no-repercussion-pledge', mentee, 'The no-repercussion pledge', 15,
    'Nothing that is said here serves appraisal, pay, promotion or dismissal, not even as a remark.',
    'You neither look for who raised a warning nor let others look.',
    'Whoever suffers for speaking up is heard by the custodian, and the pledge is what you will be measured by.'),
  module('recontracting-and-closing', ['mentor', 'mentee'], 'Re-contracting and closing', 20,
    'At the midpoint read the agreement together: what goes on, what changes, what stops.',
    'A change needs both signatures again.',
    'Close on purpose: what was learned, what is still promised, how you stay in touch.'),
  module('line-manager-briefing', ['line-manager'], 'Briefing for line managers', 15,
    'You release hours, and pledge that taking part has no repercussions for your report.',
    'You see participation and hours, nothing of what is said.',
    'If you can not release the time, say so: it goes to the sponsor, not to your report.'),
];

/** Codes of the modules made for a role. */
export function modulesFor(role: TrainingRole): readonly string[] {
  return trainingCatalogue.filter((entry) => entry.roles.includes(role)).map((entry) => entry.code);
}
