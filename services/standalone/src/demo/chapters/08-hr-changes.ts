import { changesFile, type HrFile } from '../../sample/hr-file.js';
import { leaverFile, managerChangeFile, promotionFile, rehireFile, reorganisationFile } from '../../sample/later-files.js';
import { sampleDates } from '../../sample/sample-dates.js';
import { pathOf } from '../../sample/hr-columns.js';
import { found, mustBe, mustHold } from '../checks.js';
import { all } from '../demo.js';
import { importFile } from '../hr-imports.js';
import type { PlannedPair } from '../pairs.js';
import type { Season } from '../season.js';
import { everybody } from './01-hr-file.js';

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly state: string;
}

/** What HR changes on the way, each on its day before anybody else does anything. */
export function planHrChanges(season: Season): void {
  const { agenda, demo: { organisation }, cast } = season;
  const { rehire, reorganisation, managerChange, promotion, leaver, erasure } = sampleDates;
  const closing = season.pair(cast.chainCloses.pairing);
  agenda.at(`${rehire.on}T06:00:00Z`, () => comeBack(season));
  agenda.at(`${reorganisation.on}T06:00:00Z`, () => reorganise(season));
  agenda.at(`${managerChange.announcedOn}T06:00:00Z`, async () => {
    await send(season, managerChangeFile(organisation, cast.chainCloses.boss, closing.sample.leader.key));
    mustHold('a manager who changes in a month changes nothing today', (await season.look()).every(({ id }) => id !== closing.id));
  });
  agenda.at(`${promotion.on}T06:00:00Z`, async () => {
    await send(season, promotionFile(organisation, cast.promoted));
    const promoted = season.pairs.filter(({ sample }) => sample.mentor.key === cast.promoted);
    await season.look();
    mustHold('a promoted mentor’s pairing goes on', promoted.every((pair) => season.isActive(pair)));
  });
  agenda.at(`${managerChange.on}T06:00:00Z`, () => chainCloses(season, closing));
  agenda.at(`${leaver.on}T06:00:00Z`, () => send(season, leaverFile(organisation, cast.leaver)));
  agenda.at(`${leaver.on}T19:00:00Z`, () => season.look()); // in Pune that day is over: who left there plans nothing this evening
  agenda.at('2026-06-01T06:00:00Z', async () => {
    await season.look();
    mustHold('the pairing of one who left is closed', season.pairs.every((pair) => pair.sample.mentor.key !== cast.leaver || !season.isActive(pair)));
  });
  agenda.at(`${erasure.on}T06:00:00Z`, () => erase(season));
}

async function send({ demo }: Season, file: HrFile): Promise<void> {
  await importFile(demo, file);
}

/** One whom the first file named as gone is new; one who was ended since is the same person again. */
async function comeBack(season: Season): Promise<void> {
  const { demo, staff } = season;
  const { organisation } = demo;
  const { on } = sampleDates.rehire;
  const gone = found('somebody who left', (await everybody(demo)).find(({ state }) => state === 'left'));
  await send(season, rehireFile(organisation));
  const person = { ...staff.person(staff.key(gone.id)), status: 'active', startsOn: on, absence: undefined } as const;
  const again = await importFile(demo, changesFile(organisation, `hr-${on}-again.csv`, on, [{ person, validFrom: on }]));
  mustBe('people rehired', again.counts?.rehired, 1);
  const row = (await everybody(demo)).find(({ id }) => id === gone.id);
  mustBe('who came back is the same person', row?.state, 'employed');
}

/** HR renames a unit, whose code finds it under the new name too, and merges one into another. */
async function reorganise(season: Season): Promise<void> {
  const { demo } = season;
  const hr = demo.gateway.as(['hr-integration']);
  const file = reorganisationFile(demo.organisation);
  const units = (): Promise<Unit[]> => all<Unit>((path) => hr.get(path), '/v1/units');
  const unit = async (code: string): Promise<Unit> => found(code, (await units()).find(({ path }) => path === pathOf(code, demo.organisation.units)));
  const [renamed, merged, into] = [await unit(file.renamed), await unit(file.merged), await unit(file.into)];
  const count = (await units()).length;
  await hr.post(`/v1/units/${renamed.id}/rename`, { name: 'Cash Management Berlin', effectiveOn: sampleDates.reorganisation.on });
  await send(season, file);
  mustBe('units after a file with the new name', (await units()).length, count);
  await hr.post(`/v1/units/${merged.id}/merge`, { intoId: into.id, effectiveOn: sampleDates.reorganisation.on });
  const after = new Map((await units()).map((row) => [row.id, row]));
  mustBe('the renamed unit', after.get(renamed.id)?.name, 'Cash Management Berlin');
  mustBe('the merged unit', after.get(merged.id)?.state, 'merged');
}

/** The leader now stands above the mentor: what was right in February is forbidden from this day on. */
async function chainCloses(season: Season, pair: PlannedPair): Promise<void> {
  const { programme: { admin } } = season;
  const closed = await season.look();
  mustHold('the pair whose chain closed is paused', closed.some(({ id }) => id === pair.id), closed.map(({ id }) => id));
  const sessions = await all<{ status: string; startsAt: string; cancelledBy: string | null }>((path) => pair.mentor.get(path), `/v1/sessions?pairingId=${pair.id}`);
  const ahead = sessions.filter(({ startsAt }) => startsAt > `${sampleDates.managerChange.on}T06:00:00Z`);
  mustHold('its sessions are cancelled by the programme', ahead.every(({ cancelledBy }) => cancelledBy === 'programme'), ahead);
  mustBe('its pairing', (await admin.get<{ status: string }>(`/v1/pairings/${pair.id}`)).status, 'paused');
  season.count('closed with the chain');
}

async function erase(season: Season): Promise<void> {
  const { demo: { gateway }, staff, cast } = season;
  const id = staff.id(cast.erased);
  const hr = gateway.as(['hr-integration']);
  await hr.post(`/v1/people/${id}/erasure`);
  await season.look();
  mustHold('the pairing of the erased leader is closed', season.pairs.every((pair) => pair.sample.leader.key !== cast.erased || !season.isActive(pair)));
  const row = (await everybody({ gateway })).find((person) => person.id === id);
  mustHold('nothing of the erased person is shown', !row || (row.name === null && row.keys.length === 0), row);
}
