import { checkInFigure } from '../check-ins/check-in-figure.js';
import { answerDefinitions } from '../check-ins/measures.js';

/** Whether people find the programme worth their time: the part of programme health that is asked, not counted. */
export const worthwhile = checkInFigure(
  {
    code: 'worthwhile',
    title: 'Worthwhile',
    version: 1,
    appears: 'round',
    dimensions: '`instrument=<code>.<version>;role=<mentor|mentee>`; roles are never pooled',
    measures: answerDefinitions,
  },
  ['worthwhile'],
);
