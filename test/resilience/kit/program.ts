import { openDataFolder } from '@flipside/standalone/engine/data-folder';
import { startStandalone } from '@flipside/standalone/engine/standalone';
import { stopOnSignals } from '@flipside/standalone/engine/stop-on-signals';
import { allServices } from '@flipside/standalone/services';
import { Story } from '../../flow/kit/story.js';
import { enrolMany, hireMany, tellProgramme } from '../../flow/kit/tell-people.js';
import type { World } from '../../flow/kit/world.js';

/** The product as `npm start` runs it, on a folder of a test. Arguments: folder, pace, and how many pairs to prepare. */
const [path, pace, pairs] = process.argv.slice(2) as [string, 'frozen' | 'running', string | undefined];
const starting = startStandalone({
  folder: await openDataFolder(path), services: allServices, pace, firstMoment: '2027-01-04T08:00:00.000Z', logLevel: 'error',
  host: '127.0.0.1', port: 0, news: (line) => process.send!({ news: line }), documents: 'served',
  onFailure: (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
});
stopOnSignals(async () => (await starting).stop());
const { address, platform } = await starting;
if (pairs) await prepare(Number(pairs));
process.send!({ address, programmeId: new Story({} as World).id('flip') });

/** A programme with so many mentors and leaders who are ready, told by the services' own commands. */
async function prepare(count: number): Promise<void> {
  const { clock } = platform;
  const story = new Story({ now: clock.now(), service: (name: never) => platform.services.get(name)! } as unknown as World);
  await hireMany(story, count);
  await tellProgramme(story, 'flip');
  await enrolMany(story, 'flip', count);
  await clock.set(story.now);
}
