import type { Candidates } from '../core/candidates.js';
import type { Priced, Prices } from '../core/price-out.js';
import { AssignmentError } from '../errors.js';
import type { AssignmentErrorCode } from '../errors.js';
import type { Progress } from '../problem.js';
import type { StageCertificate, Stats } from '../solution.js';
import type { SharedProblem } from './share.js';

export interface SolverData {
  readonly problem: SharedProblem;
  readonly seed: number;
  readonly helper: boolean;
}

/** A solution without its list of pairs, which is cheaper to make again than to send. */
export interface SentSolution {
  readonly columnOf: Int32Array;
  readonly scores: Int32Array;
  readonly seed: number;
  readonly stages: readonly StageCertificate[];
  readonly stats: Stats;
}

export interface SentError {
  readonly code: AssignmentErrorCode | null;
  readonly message: string;
}

export type FromSolver = { readonly progress: Progress } | { readonly solution: SentSolution } | { readonly error: SentError };

export type ScanTask =
  | { readonly kind: 'candidates'; readonly from: number; readonly to: number; readonly found: Candidates }
  | { readonly kind: 'price'; readonly from: number; readonly to: number; readonly prices: Prices };

export type FromScan = { readonly done: Priced | null } | { readonly error: SentError };

export function sentError(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof AssignmentError ? error.code : null, message };
}

export function receivedError({ code, message }: SentError): Error {
  return code === null ? new Error(message) : new AssignmentError(code, message);
}
