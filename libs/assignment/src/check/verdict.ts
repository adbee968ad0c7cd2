export type VerdictFaultCode =
  | 'malformed'
  | 'pair-not-allowed'
  | 'pair-twice'
  | 'capacity-exceeded'
  | 'wrong-score'
  | 'wrong-total'
  | 'wrong-value'
  | 'wrong-dual';

export interface VerdictFault {
  readonly code: VerdictFaultCode;
  readonly message: string;
}

/** `valid` means: the pairs keep every rule, and the prices prove that no other choice is better in any stage. */
export interface Verdict {
  readonly valid: boolean;
  /** The first faults found, at most 20. */
  readonly faults: readonly VerdictFault[];
}

export class Faults {
  readonly list: VerdictFault[] = [];

  add(code: VerdictFaultCode, message: string): void {
    if (this.list.length < 20) this.list.push({ code, message });
  }

  get full(): boolean {
    return this.list.length >= 20;
  }
}
