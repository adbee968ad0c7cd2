import type { ChangeReason, Employment, Profile } from '@flipside/contracts';
import type { ExternalKey, Identity, Origin } from './events.js';

/**
 * What HR states of one person for one day: registers, changes, ends or rehires, or changes nothing where it is known
 * already. `employment.status` `left` ends the employment; of somebody unknown it registers nobody.
 */
export interface RecordEmployment {
  readonly type: 'RecordEmployment';
  readonly personId: string;
  /** 0, and one more after each erasure of this key. */
  readonly generation: number;
  /** When the generation before was erased, `YYYY-MM-DD`; needed from generation 1 on. */
  readonly previousErasedOn?: string;
  readonly key: ExternalKey;
  readonly identity: Identity;
  readonly employment: Employment;
  /** From which day on it holds; it may lie ahead. */
  readonly effectiveOn: string;
  readonly reason: ChangeReason;
  readonly origin: Origin;
  /** As-of day of the newest complete file of this source, which confirmed what is known: an older statement is ignored. */
  readonly confirmedAsOf?: string;
  /** All who stand above the new line manager, as known now; whoever finds themselves there would close a circle. */
  readonly above?: readonly string[];
}

export type PersonCommand =
  | RecordEmployment
  /** A day has begun on which an employment that was to end has ended; `on` is the date in the person's zone. */
  | { readonly type: 'EndEmployment'; readonly personId: string; readonly on: string }
  | {
      readonly type: 'RecordAbsence';
      readonly personId: string;
      readonly absenceId: string;
      readonly from: string;
      /** Last day; null while it is open. */
      readonly to: string | null;
      readonly cancelled: boolean;
      readonly origin: Origin;
    }
  /** `on` is the day of the update: nothing was used, and no certificate earned, after it. */
  | { readonly type: 'UpdateProfile'; readonly personId: string; readonly profile: Profile; readonly on: string }
  | {
      readonly type: 'GiveConsent';
      readonly personId: string;
      readonly consentId: string;
      readonly purpose: 'fairness';
      readonly trait: string;
      readonly value: string;
    }
  | { readonly type: 'WithdrawConsent'; readonly personId: string; readonly consentId: string }
  | { readonly type: 'AssignReportingClass'; readonly personId: string; readonly reportingClass: string }
  /** First of two: the absorbed id stops taking commands; a policy then tells the survivor. */
  | { readonly type: 'MergeInto'; readonly personId: string; readonly survivorId: string }
  | { readonly type: 'Absorb'; readonly personId: string; readonly absorbedId: string; readonly keys: readonly ExternalKey[] }
  | { readonly type: 'ErasePerson'; readonly personId: string; readonly on: string };
