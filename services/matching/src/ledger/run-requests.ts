import { DomainError } from '@flipside/event-sourcing';
import type { KnownProgramme } from '@flipside/participants-view';
import type { MatchRunCommand } from '../domain/match-run/decide.js';
import type { RunKind, WhatIf } from '../domain/match-run/events.js';
import type { HardConstraint } from '../domain/constraints.js';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import { ENGINE_VERSION } from '../run/match.js';
import { validatePolicy } from '../scoring/policy.js';
import type { SnapshotDesk } from '../snapshots/snapshot-desk.js';
import type { Sources } from '../sources.js';

/** What somebody asks for. */
export interface AskedRun {
  readonly programmeId: string;
  readonly kind?: RunKind;
  readonly seed?: number;
  readonly cohort?: number;
  readonly whatIf?: AskedWhatIf;
}

export interface AskedWhatIf {
  readonly against: string;
  readonly weights?: WhatIf['weights'];
  readonly capacity?: readonly { readonly personId: string; readonly places: number }[];
  readonly without?: HardConstraint;
  readonly added?: WhatIf['added'];
}

export interface Asker {
  readonly runId: string;
  readonly by: string;
  /** Business day, `YYYY-MM-DD`. */
  readonly on: string;
}

type Request = Extract<MatchRunCommand, { type: 'request' }>;

/** Makes the request of a run: everything it depends on is fixed here, so that it can be computed again. */
export class RunRequests {
  constructor(
    private readonly sources: Pick<Sources, 'programmes' | 'runs'>,
    private readonly snapshots: SnapshotDesk,
  ) {}

  /** Undefined where there is no such open programme, or no such completed run to compare with. */
  async commandOf(asked: AskedRun, { runId, by, on }: Asker): Promise<Request | undefined> {
    const { programmeId, whatIf, kind = whatIf ? 'what-if' : 'proposal' } = asked;
    if ((kind === 'what-if') !== (whatIf !== undefined)) {
      throw new DomainError('what-if-incomplete', 'A what-if names the run it is compared with; a run to publish has none.');
    }
    const today = await this.policyOf(programmeId);
    if (!today) return undefined;
    const common = { type: 'request', runId, programmeId, kind, engineVersion: ENGINE_VERSION, requestedBy: by } as const;
    const sources = await this.snapshots.heads();
    const fixed = whatIf ? await this.asPresent(programmeId, whatIf) : asToday(today, asked, on);
    return fixed && { ...common, sources, ...fixed };
  }

  private async policyOf(programmeId: string): Promise<KnownProgramme['policy'] | undefined> {
    const programme = await this.sources.programmes.one(programmeId);
    return programme?.state === 'open' ? programme.policy : undefined;
  }

  private async asPresent(programmeId: string, whatIf: AskedWhatIf) {
    const present = await this.comparable(programmeId, whatIf.against);
    return present && { ...asIn(present), whatIf: checked(whatIf, present) };
  }

  private async comparable(programmeId: string, runId: string): Promise<RunRow | undefined> {
    const row = await this.sources.runs.one(runId);
    return row?.programmeId === programmeId && row.hashes && row.kind === 'proposal' ? row : undefined;
  }
}

function asToday({ window, matching }: NonNullable<KnownProgramme['policy']>, { cohort, seed = 1 }: AskedRun, on: string) {
  return { ...(cohort !== undefined && { cohort }), policy: validatePolicy(matching), seed, asOf: on, window };
}

/** A what-if differs from the present run in what it changes, and in nothing else. */
function asIn({ requested: { cohort, policy, seed, asOf, window } }: RunRow) {
  return { ...(cohort !== undefined && { cohort }), policy, seed, asOf, window };
}

/** @throws DomainError `policy-invalid` where the other weights make no sense. */
function checked({ against, weights, capacity, without, added }: AskedWhatIf, { requested: { policy } }: RunRow): WhatIf {
  const other = weights && Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== undefined));
  validatePolicy({ ...policy, weights: { ...policy.weights, ...other } });
  return {
    against,
    ...(other && { weights: other }),
    ...(capacity && { capacity: Object.fromEntries(capacity.map(({ personId, places }) => [personId, places])) }),
    ...(without !== undefined && { without }),
    ...(added && { added: added.map(({ personId, role }) => ({ personId, role })) }),
  };
}
