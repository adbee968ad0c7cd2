/** One employment as the simulated HR system knows it. Days are `YYYY-MM-DD`. */
export interface SamplePerson {
  /** Legal entity and employee number, `HALDEN-DE/100001`: the external key. */
  readonly key: string;
  readonly legalEntity: string;
  readonly number: string;
  readonly given: string;
  readonly family: string;
  readonly siloCode: string;
  readonly unitCode: string;
  readonly level: number;
  readonly title: string;
  /** Key of the line manager; null for the chief executive alone. */
  readonly managerKey: string | null;
  /** Set where HR gives the manager by name only, or by a number that nobody has. */
  readonly managerAs?: { readonly name: string } | { readonly number: string };
  readonly dottedKey?: string;
  readonly appraiserKey?: string;
  readonly site: string;
  readonly country: string;
  readonly zone: string;
  readonly type: 'employee' | 'contractor' | 'agency' | 'trainee';
  readonly status: 'active' | 'future-start' | 'left';
  readonly fte: number;
  /** 1 is Monday. */
  readonly workingDays: readonly number[];
  readonly startsOn: string;
  readonly endsOn?: string;
  readonly exitReason?: 'voluntary' | 'involuntary' | 'end-of-term';
  readonly absence?: { readonly from: string; readonly to: string };
}

export function keyOf(legalEntity: string, number: string): string {
  return `${legalEntity}/${number}`;
}
