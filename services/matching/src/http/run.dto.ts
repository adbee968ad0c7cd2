import { Id, Int, ListOf, Nested, Num, OneOf, PageQuery, Text, Texts } from '@flipside/service-kit';
import { overridable, type HardConstraint } from '../domain/constraints.js';
import { progressStages } from '../ledger/run-progress.js';
import { RunReportView } from './report.dto.js';

class Weights {
  @Int({ optional: true, max: 100 }) topicFit?: number;
  @Int({ optional: true, max: 100 }) differentSilo?: number;
  @Int({ optional: true, max: 100 }) availability?: number;
  @Int({ optional: true, max: 100 }) proximity?: number;
  @Int({ optional: true, max: 100 }) careerGoal?: number;
  @Int({ optional: true, max: 100 }) language?: number;
  @Int({ optional: true, max: 100 }) levelDistance?: number;
  @Int({ optional: true, max: 100 }) secondSlot?: number;
}

class PlacesOfMentor {
  @Id() personId: string;
  @Int({ max: 2 }) places: number;
}

class AddedPerson {
  @Id() personId: string;
  @OneOf(['mentor', 'mentee']) role: 'mentor' | 'mentee';
}

/** What would be otherwise; everything else is as in the run it is compared with. */
export class WhatIfRequest {
  @Id({ description: 'The completed run that the result is set beside.' }) against: string;
  @Nested(() => Weights, { optional: true, description: 'Other weights, 0 to 100.' }) weights?: Weights;
  @ListOf(() => PlacesOfMentor, { optional: true, max: 10_000, description: 'Other places of mentors.' }) capacity?: PlacesOfMentor[];
  @OneOf([...overridable], { optional: true, description: 'One constraint counted as kept; never power distance or a private one.' })
  without?: HardConstraint;
  @ListOf(() => AddedPerson, { optional: true, max: 10_000, description: 'Enrolments that are not ready yet, counted as if they were.' })
  added?: AddedPerson[];
}

export class RunRequest {
  @Id() programmeId: string;
  @OneOf(['proposal', 'what-if'], { optional: true, description: '`proposal` where it is left out; a what-if is never published.' })
  kind?: 'proposal' | 'what-if';
  @Int({ optional: true, max: 2_147_483_647, description: 'Seed of the ties; 1 where it is left out.' }) seed?: number;
  @Int({ optional: true, min: 1, max: 1000 }) cohort?: number;
  @Nested(() => WhatIfRequest, { optional: true, description: 'Of a what-if only.' }) whatIf?: WhatIfRequest;
}

export class RunsQuery extends PageQuery {
  @Id() programmeId: string;
}

export class RunReceipt {
  @Id() id: string;
}

export class RunHashesView {
  @Text({ max: 64, description: 'SHA-256 in hex: a root over salted leaves, one a person.' }) snapshotHash: string;
  @Text({ max: 64 }) resultHash: string;
  @Text({ max: 64 }) certificateHash: string;
}

export class RunCountsView {
  @Int() mentors: number;
  @Int() mentees: number;
  @Int() proposed: number;
  @Int() unmatchedMentors: number;
  @Int() unmatchedMentees: number;
}

class SourceView {
  @Text() service: string;
  @Text({ description: 'epoch:n' }) position: string;
}

/** One run, from what it was computed and what it came to. */
export class RunSummary {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @OneOf(['proposal', 'what-if']) kind: string;
  @Id({ nullable: true, description: 'Of a what-if: the run it is compared with.' }) against: string | null;
  @OneOf(['requested', 'completed', 'published', 'discarded']) state: string;
  @Text({ description: 'Facts as of this day.' }) asOf: string;
  @Int({ max: 2_147_483_647 }) seed: number;
  @Text() engineVersion: string;
  @ListOf(() => SourceView, { description: 'How far each log was read: the snapshot is built again from there.' }) sources: SourceView[];
  @Nested(() => RunHashesView, { nullable: true }) hashes: RunHashesView | null;
  @Nested(() => RunCountsView, { nullable: true }) counts: RunCountsView | null;
  @Id({ nullable: true, description: 'The named person who published it.' }) publishedBy: string | null;
  @OneOf(['by-admin', 'failed', 'aborted', 'certificate-refused', 'outdated'], { nullable: true }) discardReason: string | null;
}

class RunProgressView {
  @OneOf(progressStages, { description: 'What is being done; solving and proving may take turns.' }) stage: (typeof progressStages)[number];
  @Num({ min: 0, max: 1, description: 'Share of the stage that is done.' }) done: number;
}

export class RunView extends RunSummary {
  @Nested(() => RunProgressView, { nullable: true, description: 'While it is computed, or verified; null otherwise.' })
  progress: RunProgressView | null;
  @Nested(() => RunReportView, { nullable: true, description: 'Scores, comparison with simpler methods, crossing of silos, load.' })
  report: RunReportView | null;
}

export class RunPage {
  @ListOf(() => RunSummary, { max: 500 }) items: RunSummary[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

export class Verification {
  @OneOf(['same', 'hashes-only', 'differs']) verdict: string;
  @Texts({ max: 1000, length: 500, description: 'Where it differs: artefact, row and fields, without naming anybody.' }) differs: string[];
  @Int({ description: 'People whose inputs are gone.' }) erased: number;
  @OneOf(['valid', 'changed']) certificate: string;
  @Int({ max: 1e12, description: 'Pairs of those who are left that the certificate’s prices were held against.' }) pairsChecked: number;
}
