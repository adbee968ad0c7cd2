import type { Provider, Type } from '@nestjs/common';
import { AgreementController } from './agreements/agreement.controller.js';
import { AssessmentController } from './assessments/assessment.controller.js';
import { CheckInController } from './check-ins/check-in.controller.js';
import { Respondents } from './check-ins/respondents.js';
import { AnonymousController } from './concerns/anonymous.controller.js';
import { Cases } from './concerns/cases.js';
import { ConcernController } from './concerns/concern.controller.js';
import { ConcernHandlers } from './concerns/handlers.js';
import { Handling } from './handling.js';
import { InsightController } from './insights/insight.controller.js';
import * as owners from './owners.js';
import { PlanningController } from './sessions/planning.controller.js';
import { SessionController } from './sessions/session.controller.js';
import { SprintController } from './sprints/sprint.controller.js';
import * as voiceOwners from './voice-owners.js';
import { WarningReaders } from './warnings/readers.js';
import { WarningController } from './warnings/warning.controller.js';

export const controllers: readonly Type<unknown>[] = [
  AgreementController, SprintController, PlanningController, SessionController, AssessmentController, CheckInController,
  WarningController, AnonymousController, ConcernController, InsightController,
];

/** Who is let in, and what controllers share. */
export const guards: readonly Provider[] = [
  Handling, Respondents, ConcernHandlers, Cases, WarningReaders,
  owners.MemberOfPairing, owners.AdminOfPairing, owners.AdminOfNamedProgramme, owners.SponsorOfNamedProgramme,
  owners.EnrolledInNamedProgramme, owners.MemberOfSprint, owners.MemberOfSession, owners.AdminOfSession,
  voiceOwners.RespondentOfCheckIn, voiceOwners.RecipientOfWarning, voiceOwners.PartyOfWarning, voiceOwners.HandlerOfConcern,
  voiceOwners.RaiserOfConcern, voiceOwners.PairOfInsight, voiceOwners.LeaderOfInsight, voiceOwners.SponsorOfInsight,
];
