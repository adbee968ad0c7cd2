/** Everything this library refuses, by a stable code. The message says where and what to do. */
export type AssignmentErrorCode =
  | 'score-not-an-integer'
  | 'score-out-of-range'
  | 'capacity-not-an-integer'
  | 'capacity-negative'
  | 'price-out-of-range'
  | 'floor-out-of-range'
  | 'size-invalid'
  | 'wrong-length'
  | 'index-out-of-range'
  | 'duplicate-edge'
  | 'too-large'
  | 'not-supported'
  | 'stale-solution'
  | 'aborted'
  | 'file-invalid';

export class AssignmentError extends Error {
  override readonly name = 'AssignmentError';
  readonly code: AssignmentErrorCode;

  constructor(code: AssignmentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
