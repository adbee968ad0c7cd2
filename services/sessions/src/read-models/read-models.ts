import type { MatchingSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import type { AnyProjection, ServiceBase } from '@flipside/service-kit';
import type { OwnFeeds } from '../streams.js';
import { AgreementRow } from './agreements/agreements.entity.js';
import { agreementsProjection } from './agreements/agreements.projection.js';
import { Agreements } from './agreements/agreements.queries.js';
import { AssessmentRow } from './assessments/assessments.entity.js';
import { Assessments, assessmentsProjection } from './assessments/assessments.projection.js';
import { CheckInRow } from './check-ins/check-ins.entity.js';
import { checkInsProjection } from './check-ins/check-ins.projection.js';
import { CheckIns } from './check-ins/check-ins.queries.js';
import { ConcernRow } from './concerns/concerns.entity.js';
import { concernsProjection } from './concerns/concerns.projection.js';
import { Concerns } from './concerns/concerns.queries.js';
import type { Alias } from './in-the-open.js';
import { InsightRow } from './insights/insights.entity.js';
import { insightsProjection } from './insights/insights.projection.js';
import { Insights } from './insights/insights.queries.js';
import { PairingRow } from './pairings/pairings.entity.js';
import { pairingsProjection } from './pairings/pairings.projection.js';
import { Pairings } from './pairings/pairings.queries.js';
import { SessionRow } from './sessions/sessions.entity.js';
import { sessionsProjection } from './sessions/sessions.projection.js';
import { Sessions } from './sessions/sessions.queries.js';
import { SprintRow } from './sprints/sprints.entity.js';
import { sprintsProjection } from './sprints/sprints.projection.js';
import { Sprints } from './sprints/sprints.queries.js';
import { WarningRow } from './warnings/warnings.entity.js';
import { warningsProjection } from './warnings/warnings.projection.js';
import { Warnings } from './warnings/warnings.queries.js';

/** Tables of this service's own. */
export const rows = [PairingRow, AgreementRow, SprintRow, SessionRow, AssessmentRow, CheckInRow, WarningRow, ConcernRow, InsightRow];

/** All read models of this service's own: their folds, and the questions that can be asked of them. */
export function openReadModels(base: ServiceBase, own: OwnFeeds, matching: Feed<MatchingSealed>, aliasFor: (table: string) => Alias) {
  const aliases = { checkIns: aliasFor('check-ins'), warnings: aliasFor('warnings'), concerns: aliasFor('concerns'), insights: aliasFor('insights') };
  const sessions = new Sessions(base.reader('sessions'));
  const sprints = new Sprints(base.reader('sprints'));
  const checkIns = new CheckIns(base.reader('check-ins'), aliases.checkIns);
  const projections: readonly AnyProjection[] = [
    pairingsProjection(matching),
    agreementsProjection(own.agreement),
    sprintsProjection(own.sprint),
    sessionsProjection(own.session),
    assessmentsProjection(own.assessment),
    checkInsProjection(own.checkIn, aliases.checkIns),
    warningsProjection(own.warning, aliases.warnings),
    concernsProjection(own.concern, aliases.concerns),
    insightsProjection(own.insight, aliases.insights),
  ];
  const providers = [
    { provide: Pairings, useValue: new Pairings(base.reader('pairings')) },
    { provide: Agreements, useValue: new Agreements(base.reader('agreements')) },
    { provide: Sprints, useValue: sprints },
    { provide: Sessions, useValue: sessions },
    { provide: Assessments, useValue: new Assessments(base.reader('assessments')) },
    { provide: CheckIns, useValue: checkIns },
    { provide: Warnings, useValue: new Warnings(base.reader('warnings'), aliases.warnings) },
    { provide: Concerns, useValue: new Concerns(base.reader('concerns'), aliases.concerns) },
    { provide: Insights, useValue: new Insights(base.reader('insights'), aliases.insights) },
  ];
  return { projections, providers, sessions, sprints, checkIns };
}
