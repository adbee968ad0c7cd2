export { check } from './check/check.js';
export type { Verdict, VerdictFault } from './check/check.js';
export { AssignmentError } from './errors.js';
export type { AssignmentErrorCode } from './errors.js';
export { FORBIDDEN, MAX_PRICE, MAX_SCORE, MAX_SIDE } from './problem.js';
export type {
  DenseProblem,
  ImplicitProblem,
  Key,
  Problem,
  ProblemBase,
  Progress,
  ProgressStage,
  SolveOptions,
  SparseProblem,
  Stages,
} from './problem.js';
export type { Certificate, Pair, Solution, StageCertificate, StageName, Stats } from './solution.js';
export { solve } from './solve.js';
export { createIncremental } from './incremental/create-incremental.js';
export type { Incremental, Move, NewColumn, NewRow, PartnerScore } from './incremental/incremental.js';
export { deferredAcceptance, greedy } from './explain/compare.js';
export type { Comparison } from './explain/compare.js';
export { createExplainer } from './explain/explainer.js';
export type { Declined, Explainer, Loss, SlotValue, WhyNot } from './explain/explainer.js';
export { aloneReasons, blockingPairs, rankProfile, scoreSpread } from './explain/report.js';
export type { AloneReason, Choice, ScoreSpread } from './explain/report.js';
