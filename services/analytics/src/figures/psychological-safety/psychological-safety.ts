import { checkInFigure } from '../check-ins/check-in-figure.js';
import { answerDefinitions } from '../check-ins/measures.js';

/** Instruments that ask how safe it is to speak. */
const instruments = ['pair-speaking-up', 'home-team-safety', 'upward-communication', 'leader-openness', 'inclusive-leadership'];

/** How safe people feel to speak, by role and round. */
export const psychologicalSafety = checkInFigure(
  {
    code: 'psychological-safety',
    title: 'Psychological safety',
    version: 1,
    appears: 'round',
    dimensions: '`instrument=<code>.<version>;role=<mentor|mentee|team>`; instruments and roles are never pooled',
    measures: answerDefinitions,
  },
  instruments,
);
