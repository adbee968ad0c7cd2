/**
 * The calendar of the sample: fixed, so that every run of the demo tells the same story. The window of six months holds
 * a clock change in Toronto (8 March) and one in Berlin and Leipzig (29 March); Pune has none.
 */
export const sampleDates = {
  /** When the simulated clock starts. */
  startsAt: '2026-01-12T06:00:00Z',
  /** What the first HR file states as its as-of date. */
  hrAsOf: '2026-01-12',
  window: { from: '2026-02-02', to: '2026-08-02' },
  /** Day of the match run and its publication. */
  runOn: '2026-02-02',
  /** Check-in rounds, by the day they open. */
  rounds: ['2026-03-09', '2026-05-11', '2026-07-20'],
  /** A change that HR announces on `announcedOn` and that takes effect on `on`. */
  managerChange: { announcedOn: '2026-04-06', on: '2026-05-04' },
  promotion: { on: '2026-04-20' },
  leaver: { on: '2026-05-31' },
  rehire: { on: '2026-03-02' },
  reorganisation: { on: '2026-04-01' },
  erasure: { on: '2026-06-08' },
  /** Readings of the retest, 90 days after the end. */
  retestOn: '2026-10-31',
} as const;
