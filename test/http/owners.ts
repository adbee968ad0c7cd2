import type { Role } from '@flipside/service-kit';
import type { Grant } from './document.js';
import type { Seeded } from './seed.js';

/** Who owns what a route names, by the role and the class that decides it; and in what, where kinds have several. */
export interface Ownership {
  readonly personId: string;
  /** Things to name in place of the usual ones. */
  readonly names?: Readonly<Record<string, string>>;
  /** What a query names that may name several. */
  readonly by?: string;
  /** Whom the role's usual strangers are not strangers to. */
  readonly strangers?: readonly string[];
}

/** @throws Error for an owner that is new: say here who of the seed it is. */
export function ownershipOf({ role, owner }: Grant, seeded: Seeded): Ownership {
  const { staff, programme, pair, warnings } = seeded;
  const admin = { personId: programme.adminId };
  const mentor = { personId: pair.mentorId };
  const onlyStranger = { ...mentor, strangers: [staff.Stranger] };
  const offices: Readonly<Record<string, Ownership>> = {
    sponsor: { personId: programme.sponsorId, names: { warningId: warnings['risk-owner'] } },
    custodian: { personId: programme.custodianId, names: { warningId: warnings.custodian } },
    participant: { personId: pair.leaderId, names: { warningId: warnings['own-leader'] } },
    'programme-admin': admin,
  };
  const known: Readonly<Record<string, Ownership | undefined>> = {
    AdminOfProgramme: admin, AdminOfQueriedProgramme: admin, AdminOfNamedProgramme: { ...admin, by: 'programmeId' }, AdminOfEnrolment: admin,
    AdminOfPairing: admin, AdminOfRun: admin, AdminOfSession: admin,
    OfficeInProgramme: offices[role], RunsProgramme: offices[role], RecipientOfWarning: offices[role], PartyOfWarning: offices[role],
    CustodianOfNamedProgramme: offices.custodian, CustodianOfRun: offices.custodian, SponsorOfNamedProgramme: offices.sponsor, SponsorOfInsight: offices.sponsor,
    HandlerOfConcern: { personId: programme.custodianId, strangers: [seeded.other.custodianId, programme.deputyId] },
    LineManagerOfEnrolled: { personId: staff['Sales manager'] },
    LeaderOfInsight: { personId: pair.leaderId },
    Self: mentor, OwnEnrolment: mentor, MemberOfPairing: mentor, MemberOfSprint: mentor, MemberOfSession: mentor,
    RaiserOfConcern: mentor, PairOfInsight: mentor,
    EnrolledInNamedProgramme: onlyStranger, RespondentOfCheckIn: onlyStranger,
  };
  const found = known[owner!];
  if (!found) throw new Error(`who is ${owner}? say it in test/http/owners.ts`);
  return found;
}

/** People who hold a role, and own nothing of what is asked for with it. */
export function strangersOf(role: string, { staff, other, second }: Seeded): readonly string[] {
  const strangers: Readonly<Partial<Record<Role, readonly string[]>>> = {
    participant: [staff.Stranger, second.mentorId, second.leaderId],
    'line-manager': [staff['Head of finance'], staff['Head of sales']],
    'programme-admin': [other.adminId],
    sponsor: [other.sponsorId],
    custodian: [other.custodianId],
  };
  const found = strangers[role as Role];
  if (!found) throw new Error(`the role ${role} owns things now: say in test/http/owners.ts who holds it in vain`);
  return found;
}
