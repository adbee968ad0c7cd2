import {
  careerAreas, changeReasons, employmentStatuses, employmentTypes, exitReasons, fluencies, managerLinks, topics, type Employment,
} from '@flipside/contracts';
import { Bool, Day, Id, Ids, Int, Ints, ListOf, MapOf, Nested, Num, OneOf, Text, Texts, Zone } from '@flipside/service-kit';

const topicCodes = topics.map(({ code }) => code);
const kinds = ['skill', 'perspective'] as const;

class OfferFields {
  @OneOf(topicCodes) topic: string;
  @OneOf(kinds) kind: (typeof kinds)[number];
  @Int({ max: 5, nullable: true, description: 'As you see it, 0 none to 5 teaches; null for a perspective.' }) proficiency: number | null;
  @Day({ nullable: true }) lastUsed: string | null;
}

class WishFields {
  @OneOf(topicCodes) topic: string;
  @OneOf(kinds) kind: (typeof kinds)[number];
  @Int({ min: 1, max: 3, description: '1 is wished for most.' }) priority: number;
  @Int({ max: 5, nullable: true, description: 'As you see it, 0 none to 5 teaches; null for a perspective.' }) current: number | null;
  @Day({ nullable: true }) lastUsed: string | null;
}

class CertificateFields {
  @OneOf(topicCodes) topic: string;
  @Day() on: string;
  @Text({ max: 120, optional: true }) name?: string;
}

export class GoalFields {
  @Text({ max: 300, example: 'To understand what a language model can and can’t do in approvals.' }) text: string;
  @OneOf(careerAreas, { nullable: true }) area: string | null;
}

class LanguageFields {
  @Text({ max: 35, pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, example: 'en' }) tag: string;
  @OneOf(fluencies) fluency: (typeof fluencies)[number];
}

class SlotFields {
  @OneOf([1, 2, 3, 4, 5, 6, 7]) day: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  @Text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, example: '09:00' }) from: string;
  @Text({ max: 5, pattern: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, example: '11:30' }) to: string;
}

class AvailabilityFields {
  @Zone() zone: string;
  @ListOf(() => SlotFields, { max: 50 }) slots: SlotFields[];
}

class BackgroundFields {
  @OneOf(careerAreas) area: string;
  @Num({ min: 0, max: 60 }) years: number;
}

/** What a person says of themselves; always whole. */
export class ProfileRequest {
  @ListOf(() => OfferFields, { max: 30 }) offers: OfferFields[];
  @ListOf(() => WishFields, { max: 30 }) wishes: WishFields[];
  @ListOf(() => CertificateFields, { max: 50 }) certificates: CertificateFields[];
  @ListOf(() => GoalFields, { max: 10 }) goals: GoalFields[];
  @ListOf(() => LanguageFields, { min: 1, max: 20 }) languages: LanguageFields[];
  @Nested(() => AvailabilityFields, { nullable: true }) availability: AvailabilityFields | null;
  @ListOf(() => BackgroundFields, { max: 20 }) background: BackgroundFields[];
}

class ManagerFields {
  @Id({ nullable: true }) line: string | null;
  @Ids({ max: 20 }) dottedLine: string[];
  @Id({ nullable: true }) appraiser: string | null;
  @Texts({ values: managerLinks, max: 3 }) unresolved: Employment['managers']['unresolved'];
}

class EmploymentFields {
  @Id({ nullable: true }) unitId: string | null;
  @Text({ nullable: true, max: 200 }) title: string | null;
  @Int({ nullable: true, min: 1, max: 10 }) level: number | null;
  @Nested(() => ManagerFields) managers: ManagerFields;
  @Bool() topOfTree: boolean;
  @Text({ nullable: true, max: 120 }) site: string | null;
  @Text({ nullable: true, max: 2, pattern: /^[A-Z]{2}$/, example: 'DE' }) country: string | null;
  @Zone({ nullable: true }) zone: string | null;
  @Text({ nullable: true, max: 120 }) legalEntity: string | null;
  @OneOf(employmentTypes, { nullable: true }) type: Employment['type'];
  @OneOf(employmentStatuses) status: Employment['status'];
  @Ints({ from: 1, to: 7, max: 7, nullable: true, description: '1 is Monday.' }) workingDays: number[] | null;
  @Num({ nullable: true, min: 0.01, max: 1 }) fte: number | null;
  @Day({ nullable: true }) startsOn: string | null;
  @Day({ nullable: true }) endsOn: string | null;
  @OneOf(exitReasons, { nullable: true }) exitReason: Employment['exitReason'];
}

class IdentityFields {
  @Text({ max: 200 }) name: string;
  @Text({ max: 254, nullable: true, pattern: /^[^\s@]+@[^\s@]+$/, example: 'ada@example.org' }) email: string | null;
}

/** What HR states of one person from one day on. */
export class EmploymentRequest {
  @Text({ max: 64, description: 'The HR system that states it.', example: 'hr' }) source: string;
  @Day({ description: 'The day for which it is stated; an older one never overrides a newer one.' }) asOf: string;
  @Day({ description: 'From which day on it holds; it may lie ahead.' }) effectiveOn: string;
  @OneOf(changeReasons) reason: (typeof changeReasons)[number];
  @Nested(() => IdentityFields) identity: IdentityFields;
  @Nested(() => EmploymentFields) employment: EmploymentFields;
}

export class AbsenceRequest {
  @Text({ max: 64, example: 'hr' }) source: string;
  @Day() asOf: string;
  @Day() from: string;
  @Day({ nullable: true, description: 'Last day; null while it is open.' }) to: string | null;
}

export class PersonReceipt {
  @Id() id: string;
}

class KeyFields {
  @Text() source: string;
  @Text({ nullable: true }) legalEntity: string | null;
  @Text() number: string;
}

export class PersonView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @OneOf(['employed', 'left', 'merged', 'erased']) state: string;
  @Text({ nullable: true }) name: string | null;
  @Text({ nullable: true }) email: string | null;
  @ListOf(() => KeyFields) keys: KeyFields[];
  @Id({ nullable: true }) unitId: string | null;
  @Id({ nullable: true }) lineManager: string | null;
  @Int({ nullable: true, min: 1, max: 10 }) level: number | null;
  @MapOf('object', { nullable: true, description: 'What holds today; null before the first day.' }) employment: Record<string, unknown> | null;
  @MapOf('object', { nullable: true, description: 'For the person alone.' }) profile: Record<string, unknown> | null;
  @Id({ nullable: true, description: 'Whom this id was merged into.' }) survivorId: string | null;
}

export class PersonPage {
  @ListOf(() => PersonView, { max: 500 }) items: PersonView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
