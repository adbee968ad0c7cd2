import { setTimeout as sleep } from 'node:timers/promises';
import { firstHrFile } from '../../sample/hr-file.js';
import { sampleDates } from '../../sample/sample-dates.js';
import { mustBe, mustHold, NotAsExpected } from '../checks.js';
import { Refused } from '../client.js';
import { all, settled, type Demo } from '../demo.js';
import { each } from '../each.js';
import { sendFile } from '../hr-imports.js';
import type { Season } from '../season.js';
import { everybody } from './01-hr-file.js';

/** After an erasure the old file comes again, read models are rebuilt and the run is verified: nothing returns. */
export async function nothingReturns(season: Season, runId: string): Promise<void> {
  const { demo, staff, cast, programme } = season;
  const { tell, organisation, gateway } = demo;
  tell.fact('a manager two levels up changed, announced a month before: on its day that pair was paused and its sessions cancelled');
  tell.fact('a mentor was promoted: not paused; one left; units were renamed and merged; one came back and is the same person');
  const before = await everybody(demo);
  const file = firstHrFile(organisation, sampleDates.hrAsOf);
  const again = await sendFile(demo, file);
  mustBe('the old file again', [again.state, again.counts?.registered, again.counts?.rehired], ['completed', 0, 0]);
  tell.fact(`${file.name} again, ten months later: nobody registered, nobody rehired`);
  const readModels = await readModelsOf(demo);
  await each(readModels, (name) => rebuild(demo, name), 2);
  await settled(demo);
  tell.fact(`all ${readModels.length} read models rebuilt`);
  const after = await everybody(demo);
  mustBe('people after the old file and the rebuild', after, before);
  const { given, family } = staff.person(cast.erased);
  const namesakes = organisation.people.filter((other) => other.key !== cast.erased && other.given === given && other.family === family);
  const others = new Set(namesakes.map(({ key }) => staff.id(key)));
  mustHold('the erased name is nowhere among them', !JSON.stringify(after.filter(({ id }) => !others.has(id))).includes(`${given} ${family}`));
  const verified = await programme.admin.post<{ verdict: string; erased: number; certificate: string }>(`/v1/match-runs/${runId}/verify`);
  mustBe('the run verified without the erased person’s inputs', [verified.verdict, verified.erased, verified.certificate], ['hashes-only', 1, 'valid']);
  const items = await all<object>((path) => programme.admin.get(path), `/v1/match-runs/${runId}/proposals`);
  mustHold('the erased person is in no proposal', !JSON.stringify(items).includes(staff.id(cast.erased)));
  const erased = await gateway.as(['hr-integration']).get<{ state: string; name: string | null }>(`/v1/people/${staff.id(cast.erased)}`);
  mustBe('the erased person', [erased.state, erased.name], ['erased', null]);
  tell.fact('the run verified: its hashes hold, its certificate is valid, the erased person’s inputs are gone');
}

/** Of the consumers that operators see of the whole deployment, those that are read models: all others are policies. */
async function readModelsOf({ gateway }: Demo): Promise<readonly string[]> {
  const operator = gateway.as(['operator']);
  const { services } = await operator.get<{ services: readonly { consumers: readonly { consumer: string }[] }[] }>('/v1/ops/lag');
  const consumers = [...new Set(services.flatMap((one) => one.consumers.map(({ consumer }) => consumer)))];
  const isReadModel = await each(consumers, (name) => operator.get(`/v1/ops/read-models/${name}`).then(() => true, unlessNone));
  return consumers.filter((_, i) => isReadModel[i]);
}

function unlessNone(error: unknown): false {
  if (error instanceof Refused && error.code === 'not-found') return false;
  throw error;
}

async function rebuild({ gateway }: Demo, name: string): Promise<void> {
  const operator = gateway.as(['operator']);
  await operator.post(`/v1/ops/read-models/${name}/rebuild`);
  for (let state = 'running'; state !== 'done'; ) {
    await sleep(50);
    ({ state } = await operator.get<{ state: string }>(`/v1/ops/read-models/${name}`));
    if (state === 'failed') throw new NotAsExpected(`the rebuild of ${name}: it failed`);
  }
}
