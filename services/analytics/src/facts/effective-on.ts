import type { PublicContract, SealedContract } from './fact.js';

type ContractType = (PublicContract | SealedContract)['type'];

const own = ['effectiveOn'];
const start = ['startsAt'];

/**
 * The fields from which a contract holds, the first that is there; a type that is not named here holds from the day on
 * which it was recorded.
 */
export const holdsFrom: Partial<Record<ContractType, readonly string[]>> = {
  UnitRegistered: own,
  UnitRenamed: own,
  UnitMoved: own,
  UnitMerged: own,
  UnitClosed: own,
  EmploymentChanged: own,
  PersonLeft: own,
  PersonRehired: own,
  AbsenceRecorded: ['from'],
  OutcomeObserved: ['on'],
  ObjectiveAssessed: ['on'],
  ProgrammeClosed: ['on'],
  PairingActivated: ['startsOn'],
  PairingPaused: ['fromDay', 'from'],
  PairingResumed: ['from'],
  ClosingHeld: ['heldOn'],
  AgreementCompleted: ['completedOn'],
  SprintStarted: ['startedOn'],
  SprintCompleted: ['completedOn'],
  SprintAbandoned: ['abandonedOn'],
  SessionHeld: start,
  SessionConfirmed: start,
  SessionCorrected: start,
  SessionMissed: start,
  CommitmentSettled: ['settledOn'],
  SkillAssessed: ['assessedOn'],
  WarningRaised: ['raisedOn'],
  WarningRouted: ['routedOn'],
  WarningOwned: ['ownedOn'],
  WarningMitigated: ['mitigatedOn'],
  WarningMaterialised: ['materialisedOn'],
  WarningDismissed: ['dismissedOn'],
  InsightShared: ['sharedOn'],
  InsightCleared: ['clearedOn'],
  ActionCommitted: ['committedOn'],
  ActionDelivered: ['deliveredOn'],
  ImpactRecorded: ['recordedOn'],
};

/** Day from which a contract holds, `YYYY-MM-DD`; the day it was recorded where its own day is gone with a key. */
export function effectiveOn(type: string, data: Readonly<Record<string, unknown>>, recordedAt: string): string {
  const told = (holdsFrom[type as ContractType] ?? []).map((field) => data[field]).find((value) => typeof value === 'string');
  return (told ?? recordedAt).slice(0, 10);
}
