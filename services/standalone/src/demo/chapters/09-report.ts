import { writeFile } from 'node:fs/promises';
import { findingOf, truthNames, type TruthName, type Truths } from '../../sample/truths.js';
import { mustBe, mustBeRefused, mustHold } from '../checks.js';
import { printFigure, printFindings, type Figure, type Finding, type Names } from '../report-tables.js';
import { all } from '../demo.js';
import type { Season } from '../season.js';
import { observe, type Programme } from './02-programme.js';

interface Report {
  readonly live: readonly Figure[];
  readonly released: readonly Figure[];
  readonly findings: readonly Finding[];
  readonly objectives: Figure;
}

/** Every figure with n, interval and what is missing; the findings; each objective at the end. */
export async function report(season: Season): Promise<void> {
  const { demo, programme, staff, cast } = season;
  const { tell, truths } = demo;
  await observe(programme, { 'approval-lead-time': 7.4, 'hands-on-decisions': 32 }, '2026-11-13');
  const { leadTime, decisions } = programme.objectives;
  await programme.admin.post(`/v1/programmes/${programme.id}/objectives/${leadTime}/assessment`, { value: 7.4, reason: null });
  await programme.admin.post(`/v1/programmes/${programme.id}/objectives/${decisions}/assessment`, { value: 32, reason: null });
  const read = await programme.sponsor.get<Report>(`/v1/reports/${programme.id}`);
  const own = cast.lateLeader === undefined ? [] : await ownFindings(season, cast.lateLeader);
  tell.line('\n     SIMULATED PEOPLE');
  const names = await namesOf(season);
  for (const figure of [...read.live, ...read.released]) printFigure(tell, names, figure);
  tell.line('\n     findings');
  const findings = [...read.findings, ...own];
  printFindings(tell, names, findings);
  mustBeFound(truths, findings);
  printFigure(tell, names, read.objectives);
  const verdicts = read.objectives.cells.map(({ labels }) => labels?.verdict);
  mustBe('verdicts of the objectives', verdicts.sort(), ['met', 'missed']);
  const file = { heading: 'simulated people', ...read, ownFindings: own, who: { lateLeader: cast.lateLeader && staff.id(cast.lateLeader) } };
  await writeFile(demo.reportFile, `${JSON.stringify(file, null, 2)}\n`);
  tell.fact(`all of it: ${demo.reportFile}`);
  await close(programme);
  tell.fact('the programme closed: nothing of it can be changed any more');
}

async function close(programme: Programme): Promise<void> {
  const path = `/v1/programmes/${programme.id}`;
  await programme.admin.post(`${path}/close`);
  mustBe('the closed programme', (await programme.admin.get<{ state: string }>(path)).state, 'closed');
  await mustBeRefused('a value observed after the end', 'programme-closed', observe(programme, { 'approval-lead-time': 7.4 }, '2026-11-14'));
}

/** Who cancels late is told to that leader alone. */
async function ownFindings({ staff, programme, pairs }: Season, lateLeader: string): Promise<readonly Finding[]> {
  const asLeader = async (key: string) => (await staff.as(key).get<{ items: Finding[] }>(`/v1/me/findings?programmeId=${programme.id}`)).items;
  const other = pairs.find(({ sample }) => sample.leader.key !== lateLeader)!.sample.leader.key;
  mustHold('another leader has no such finding', (await asLeader(other)).every(({ code }) => code !== 'leader-cancels-late'));
  return (await asLeader(lateLeader)).filter(({ code }) => code === 'leader-cancels-late');
}

/** The report finds each planted truth and nothing opposite. */
function mustBeFound(truths: Truths, findings: readonly Finding[]): void {
  const on = (name: TruthName): boolean => name === 'warningsInTime' ? truths.warningsInTime >= 5 : truths[name] !== null && truths[name] !== false && truths[name] !== 0;
  mustBe('findings', new Set(findings.map(({ code }) => code)), new Set(truthNames.filter(on).map((name) => findingOf[name])));
  const topic = (code: string): Set<string | undefined> =>
    new Set(findings.filter((one) => one.code === code).map(({ scope }) => scope.dimension?.split('topic=')[1]?.split(';')[0]));
  if (truths.skillThatRises) mustBe('skills that rose', topic('skill-rose'), new Set([truths.skillThatRises]));
  if (truths.skillThatDoesNotRise) mustBe('skills that did not', topic('skill-did-not-rise'), new Set([truths.skillThatDoesNotRise]));
}

/** Units as HR calls them, objectives as the programme does, and the leader whose own figure is shown. */
async function namesOf({ programme, staff, cast }: Season): Promise<Names> {
  const units = await all<{ id: string; name: string | null }>((path) => programme.admin.get(path), '/v1/units');
  const { leadTime, decisions } = programme.objectives;
  return new Map([
    ...units.flatMap(({ id, name }): [string, string][] => (name === null ? [] : [[id, name]])),
    [leadTime, 'approval lead time'], [decisions, 'decisions about tools used hands-on'],
    ...(cast.lateLeader === undefined ? [] : [[staff.id(cast.lateLeader), 'to that leader alone'] as const]),
  ]);
}
