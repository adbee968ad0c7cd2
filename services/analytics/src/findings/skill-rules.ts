import type { Cell } from '../figures/figure.js';
import type { FigureValue } from '../statistics/value.js';
import type { FiguresRead, Finding, FindingCode, FindingRule } from './finding.js';

/** Fewest rated skills behind a finding. */
const LEAST = 12;
const MOST_REACH = 0.5;
const RISES = 0.2;
const STAYS = 0.15;

/** By topic and rater, in the latest release of skill transfer: raters are never pooled. */
export const skillRose: FindingRule = {
  code: 'skill-rose',
  figure: 'skill-transfer',
  means:
    `More than half of the agreed skills of a topic reached their target: the 95 % interval of \`reached\` ` +
    `lies above ${MOST_REACH}, that of ` +
    `\`change\` above ${RISES}, and at least ${LEAST} were rated.`,
  find: (figures) =>
    topicCells(figures).flatMap(({ cell, period }) => {
      const [reached, change] = [cell.values['reached'], cell.values['change']];
      return isAbove(reached, MOST_REACH) && isAbove(change, RISES)
        ? [finding('skill-rose', figures, cell, period, reached!, MOST_REACH)]
        : [];
    }),
};

export const skillDidNotRise: FindingRule = {
  code: 'skill-did-not-rise',
  figure: 'skill-transfer',
  means:
    `Agreed skills of a topic stayed where they were: the 95 % interval of \`change\` lies below ${STAYS}, ` +
    `that of \`reached\` below ` +
    `${MOST_REACH}, and at least ${LEAST} were rated.`,
  find: (figures) =>
    topicCells(figures).flatMap(({ cell, period }) => {
      const [reached, change] = [cell.values['reached'], cell.values['change']];
      return isBelow(change, STAYS) && isBelow(reached, MOST_REACH)
        ? [finding('skill-did-not-rise', figures, cell, period, change!, STAYS)]
        : [];
    }),
};

function topicCells(figures: FiguresRead): { cell: Cell; period: string }[] {
  const latest = figures.releases('skill-transfer').at(-1);
  if (!latest) return [];
  const topics = latest.cells.filter(({ key }) => key.dimension?.includes(';topic=') && key.silo === undefined);
  return topics.map((cell) => ({ cell, period: latest.period }));
}

function isAbove(value: FigureValue | undefined, bound: number): boolean {
  return isTold(value) && value.interval[0] > bound;
}

function isBelow(value: FigureValue | undefined, bound: number): boolean {
  return isTold(value) && value.interval[1] < bound;
}

/** An interval is enough: where nearly all answered alike it is the range in which the value lies. */
function isTold(value: FigureValue | undefined): value is FigureValue & { interval: readonly [number, number] } {
  return value !== undefined && value.interval !== null && value.n >= LEAST;
}

function finding(
  code: FindingCode,
  { programmeId }: FiguresRead,
  cell: Cell,
  period: string,
  value: FigureValue,
  threshold: number,
): Finding {
  return {
    code,
    figure: 'skill-transfer',
    scope: { programmeId, ...cell.key, period },
    value: value.value,
    interval: value.interval,
    threshold,
  };
}
