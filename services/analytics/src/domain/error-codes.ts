/** What a broken rule of releases reads like by HTTP. Codes are stable. */
export const errorCodes = {
  'period-open': { status: 409, meaning: 'A sealed figure is released for closed months and rounds only.' },
  'period-passed': { status: 409, meaning: 'A later period was released already, so an earlier one can’t be any more.' },
  'period-invalid': {
    status: 422,
    meaning: 'A period is a month `YYYY-MM` or a round `round-<n>`, and one figure has one kind of it.',
  },
  'release-outdated': { status: 409, meaning: 'Another release was made meanwhile: suppress the cells anew with its memory.' },
} as const;

export type ErrorCode = keyof typeof errorCodes;
