import type { FactBook } from '@flipside/analytics/testing/fact-book';
import type { PairingPlan } from '@flipside/standalone/sample/behaviour';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import { plusDays } from '@flipside/standalone/sample/sessions-plan';
import type { Pair } from './tell-sessions.js';

const instruments = [
  {
    instrument: 'pair-speaking-up',
    version: 1,
    items: ['psu-1', 'psu-2', 'psu-3', 'psu-4', 'psu-5'].map((item, i) => ({ item, reversed: i % 2 === 1 })),
  },
  { instrument: 'worthwhile', version: 1, items: ['ww-1', 'ww-2', 'ww-3'].map((item) => ({ item, reversed: false })) },
];

export function tellCheckIns(book: FactBook, { pairingId, programmeId, mentorId, menteeId }: Pair, plan: PairingPlan): void {
  sampleDates.rounds.forEach((day, i) => {
    const facts = { checkInId: `${pairingId}.${i}`, pairingId, programmeId, round: i + 1, occasion: 'interim' as const };
    const respondents = [
      { personId: mentorId, role: 'mentor' as const },
      { personId: menteeId, role: 'mentee' as const },
    ];
    const stream = `checkIn-${facts.checkInId}`;
    book.tellSealed(stream, 'CheckInOpened', day, {
      ...facts,
      instruments,
      closesAt: `${plusDays(day, 10)}T18:00:00Z`,
      respondents,
    });
    for (const { personId, role } of respondents) {
      const answers = plan.answers(role, i + 1, instruments);
      if (answers)
        book.tellSealed(stream, 'CheckInAnswered', plusDays(day, 3), {
          ...facts,
          respondentId: personId,
          role,
          answers: { ...answers },
          units: null,
        });
    }
    book.tellSealed(stream, 'CheckInClosed', plusDays(day, 10), facts);
  });
}
