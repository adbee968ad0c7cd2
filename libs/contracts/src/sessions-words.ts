export const stretchKinds = ['hands-on', 'contextual-question', 'strategic-feedback', 'perspective', 'help-desk'] as const;
export const feedbackKinds = ['strategic', 'career', 'visibility', 'practice', 'behaviour'] as const;
/** `career-support` is what a leader promises the mentor; `action` anything else that either promises. */
export const commitmentKinds = ['career-support', 'action'] as const;
export const assessmentOccasions = ['baseline', 'mid', 'end', 'retest'] as const;
export const raters = ['self', 'mentor', 'evidence'] as const;
export const checkInOccasions = ['interim', 'end'] as const;
/** In a pairing, or in the leader's own team. */
export const respondentRoles = ['mentor', 'mentee', 'team'] as const;
export const warningAudiences = ['own-leader', 'risk-owner', 'custodian'] as const;
export const insightAreas = [
  'technology', 'process', 'customers-and-market', 'product', 'working-conditions',
  'inclusion-recruitment', 'inclusion-retention', 'inclusion-career',
  'idea',
  'decision-budget', 'decision-timeline', 'decision-tool', 'decision-policy',
] as const;

export type StretchKind = (typeof stretchKinds)[number];
export type FeedbackKind = (typeof feedbackKinds)[number];
export type CommitmentKind = (typeof commitmentKinds)[number];
export type AssessmentOccasion = (typeof assessmentOccasions)[number];
export type Rater = (typeof raters)[number];
export type CheckInOccasion = (typeof checkInOccasions)[number];
export type RespondentRole = (typeof respondentRoles)[number];
export type WarningAudience = (typeof warningAudiences)[number];
export type InsightArea = (typeof insightAreas)[number];
