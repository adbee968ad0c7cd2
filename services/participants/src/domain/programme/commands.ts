import type { ProgrammePolicy, SiloMap } from '@flipside/contracts';
import type { Objective } from './events.js';
import type { Governance } from './governance.js';

type Wish<Type extends string, Data = object> = { readonly type: Type; readonly programmeId: string } & Readonly<Data>;

export type ProgrammeCommand =
  | Wish<'CreateProgramme', { name: string; adminId: string }>
  | Wish<'SetObjective', { objective: Objective }>
  | Wish<'SetPolicy', { policy: ProgrammePolicy }>
  | Wish<'RecordGovernance', { governance: Governance; custodianId: string; deputyId: string }>
  | Wish<'NameSponsor', { sponsorId: string }>
  /** `silos` as the units are now; `countries` of all who may take part; `on` is today. */
  | Wish<'OpenProgramme', { silos: SiloMap; countries: readonly string[]; on: string }>
  | Wish<'ObserveOutcome', { measure: string; value: number; on: string; today: string }>
  /** The value reached, or null with the reason why it can't be measured. */
  | Wish<'AssessObjective', { objectiveId: string; value: number | null; reason: string | null; on: string }>
  | Wish<'CloseProgramme', { on: string }>;
