import { hrFile } from './chapters/01-hr-file.js';
import { programme as prepareProgramme } from './chapters/02-programme.js';
import { enrolments } from './chapters/03-enrolments.js';
import { matchRun } from './chapters/04-match-run.js';
import { agreements } from './chapters/05-agreements.js';
import { sixMonths } from './chapters/06-sessions.js';
import { proof } from './chapters/07-proof.js';
import { nothingReturns } from './chapters/08-nothing-returns.js';
import { report } from './chapters/09-report.js';
import type { Demo } from './demo.js';
import { Season } from './season.js';

/** The mission from the HR file to the proof, chapter by chapter. */
export async function tellStory(demo: Demo): Promise<void> {
  const { tell } = demo;
  const staff = await tell.chapter('An HR file of 1,200 simulated people', () => hrFile(demo));
  const programme = await tell.chapter('A programme with objectives, governance and a custodian', () => prepareProgramme(demo, staff));
  await tell.chapter('150 mentors and 110 leaders apply', () => enrolments(demo, staff, programme));
  const matched = await tell.chapter('A match run: explained, published, answered', () => matchRun(demo, staff, programme));
  const agreed = await tell.chapter('Agreements, and an exit without a fault', () => agreements(demo, staff, programme, matched.pairings));
  const season = new Season(demo, staff, programme, agreed.pairs, agreed.cast);
  season.agenda.at('2026-03-02T07:00:00Z', agreed.exitIsClosed);
  await tell.chapter('Six months of sprints and sessions', () => sixMonths(season));
  await tell.chapter('Assessments, check-ins, warnings, concerns, insights', () => proof(season));
  await tell.chapter('What HR changed, and what was erased', () => nothingReturns(season, matched.runId));
  await tell.chapter('The report', () => report(season));
}
