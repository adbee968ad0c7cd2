import { access } from './access/access.js';
import { dose } from './dose/dose.js';
import type { FigureCode, LiveFigure, ReleasedFigure } from './figure.js';
import { insightToAction } from './insight-to-action/insight-to-action.js';
import { insightsShared } from './insights-shared/insights-shared.js';
import { leaderCommitment } from './leader-commitment/leader-commitment.js';
import { objectives } from './objectives/objectives.js';
import { programmeHealth } from './programme-health/programme-health.js';
import { psychologicalSafety } from './psychological-safety/psychological-safety.js';
import { reciprocity } from './reciprocity/reciprocity.js';
import { siloCrossing } from './silo-crossing/silo-crossing.js';
import { skillGaps } from './skill-gaps/skill-gaps.js';
import { skillTransfer } from './skill-transfer/skill-transfer.js';
import { warnings } from './warnings/warnings.js';
import { worthwhile } from './worthwhile/worthwhile.js';

/** Figures of public contracts alone: computed when asked, shown whole. */
export const liveFigures: readonly LiveFigure[] = [
  objectives,
  programmeHealth,
  leaderCommitment,
  reciprocity,
  siloCrossing,
  insightToAction,
];

/** Figures that read sealed contracts: they exist only as releases. */
export const releasedFigures: readonly ReleasedFigure[] = [
  access,
  skillGaps,
  skillTransfer,
  dose,
  psychologicalSafety,
  worthwhile,
  warnings,
  insightsShared,
];

export function liveFigure(code: FigureCode): LiveFigure | undefined {
  return liveFigures.find(({ definition }) => definition.code === code);
}

export function releasedFigure(code: FigureCode): ReleasedFigure | undefined {
  return releasedFigures.find(({ definition }) => definition.code === code);
}
