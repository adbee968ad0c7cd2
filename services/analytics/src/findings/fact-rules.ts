import type { Cell } from '../figures/figure.js';
import type { FiguresRead, FindingRule } from './finding.js';

const LATE_TIMES = 3;
const LATE_SHARE = 0.15;
const LEAST_PEOPLE = 5;
const LEAST_TIES = 8;

/** Only in a leader's own figure, for that leader: nothing here judges a person for anybody else. */
export const leaderCancelsLate: FindingRule = {
  code: 'leader-cancels-late',
  figure: 'leader-commitment',
  means:
    `The leader cancelled at least ${LATE_TIMES} sessions with under 24 hours’ notice, and the 95 % interval of ` +
    `their share lies above ${LATE_SHARE}.`,
  find(figures) {
    const late = figures.leaderId === undefined ? undefined : figures.live('leader-commitment')[0]?.values['cancelledLate'];
    if (!late || late.value === null || late.interval === null) return [];
    if (Math.round(late.value * late.n) < LATE_TIMES || late.interval[0] <= LATE_SHARE) return [];
    const scope = { programmeId: figures.programmeId, leaderId: figures.leaderId! };
    return [
      {
        code: 'leader-cancels-late',
        figure: 'leader-commitment',
        scope,
        value: late.value,
        interval: late.interval,
        threshold: LATE_SHARE,
      },
    ];
  },
};

export const risksWarnedInTime: FindingRule = {
  code: 'risks-warned-in-time',
  figure: 'warnings',
  means:
    `Warnings of at least ${LEAST_PEOPLE} mentors of at least ${LEAST_PEOPLE} leaders were mitigated before they ` +
    `would have bitten. The value is the number of mentors.`,
  find(figures) {
    const latest = figures.releases('warnings').at(-1);
    const whole = latest?.cells.find(isWhole);
    if (!latest || !whole) return [];
    const [mentors, leaders] = [countIn(whole, 'mentorsInTime'), countIn(whole, 'leadersInTime')];
    if (mentors < LEAST_PEOPLE || leaders < LEAST_PEOPLE) return [];
    const scope = { programmeId: figures.programmeId, period: latest.period };
    return [{ code: 'risks-warned-in-time', figure: 'warnings', scope, value: mentors, interval: null, threshold: LEAST_PEOPLE }];
  },
};

export const driftIntoHelpDesk: FindingRule = {
  code: 'drift-into-help-desk',
  figure: 'programme-health',
  means:
    'A pairing spent over a quarter of each of three sessions running on help-desk. The value is how often that was noticed.',
  find: (figures) =>
    figures.live('programme-health').flatMap(({ key, values }) => {
      const times = key.dimension?.startsWith('pairing=') ? (values['timesDrifted']?.value ?? 0) : 0;
      const scope = { programmeId: figures.programmeId, ...key };
      return times > 0
        ? [
            {
              code: 'drift-into-help-desk',
              figure: 'programme-health',
              scope,
              value: times,
              interval: null,
              threshold: 1,
            } as const,
          ]
        : [];
    }),
};

export const siloNotCrossed: FindingRule = {
  code: 'silo-not-crossed',
  figure: 'silo-crossing',
  means:
    `Of at least ${LEAST_TIES} ties that touch a silo fewer lead out of it than chance would make: the 95 % ` +
    `interval of \`across\` lies below that of \`acrossAtRandom\`.`,
  find: (figures) =>
    figures.live('silo-crossing').flatMap((cell) => {
      const threshold = cell.key.dimension?.startsWith('touching=') ? cell.values['acrossAtRandom']?.interval?.[0] : undefined;
      return threshold === undefined ? [] : notCrossed(cell, threshold, figures);
    }),
};

function notCrossed({ key, values }: Cell, threshold: number, { programmeId }: FiguresRead) {
  const across = values['across'];
  if (!across || across.value === null || across.n < LEAST_TIES || across.interval![1] >= threshold) return [];
  const scope = { programmeId, ...key };
  return [
    {
      code: 'silo-not-crossed',
      figure: 'silo-crossing',
      scope,
      value: across.value,
      interval: across.interval,
      threshold,
    } as const,
  ];
}

function isWhole({ key }: Cell): boolean {
  return key.dimension === undefined && key.silo === undefined;
}

function countIn({ values }: Cell, name: string): number {
  return values[name]?.value ?? 0;
}
