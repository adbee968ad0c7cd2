import { Bool, Code, Day, Id, ListOf, Nested, OneOf, Text } from '@flipside/service-kit';

export class ExerciseFields {
  @Text({ max: 200, description: 'One tool or method.' }) method: string;
  @Text({ max: 2000 }) exercise: string;
  @Text({ max: 2000 }) definitionOfDone: string;
}

export class SprintRequest {
  @Id() pairingId: string;
  @Code({ description: 'One of the agreement’s topics.', example: 'generative-ai' }) topic: string;
  @Day({ description: 'First day of the time box.' }) startsOn: string;
  @Day({ description: 'Last day of the time box.' }) endsOn: string;
  @Nested(() => ExerciseFields) exercise: ExerciseFields;
}

export class EnvironmentRequest {
  @Bool() sandbox: boolean;
  @Bool() leadersOwnAccount: boolean;
  @Bool() liveCustomerData: boolean;
  @Bool() mentorsCredentials: boolean;
}

export class EvidenceRequest {
  @Text({ max: 2000, description: 'What shows that it is done as defined; the mentor has seen it.' }) evidence: string;
}

export class SprintView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() pairingId: string;
  @Id() mentorId: string;
  @Id() menteeId: string;
  @OneOf(['planned', 'ready', 'started', 'completed', 'abandoned']) status: string;
  @Text() topic: string;
  @Day() startsOn: string;
  @Day() endsOn: string;
  @Bool({ nullable: true, description: 'Known once it is completed.' }) withinTimeBox: boolean | null;
}

export class SprintDetails extends SprintView {
  @Nested(() => ExerciseFields, { nullable: true, description: 'null: erased.' }) exercise: ExerciseFields | null;
  @Text({ nullable: true, max: 2000 }) evidence: string | null;
}

export class SprintList {
  @ListOf(() => SprintView, { max: 1000 }) items: SprintView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
