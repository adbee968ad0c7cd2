import { Story } from './story.js';
import { pairNamed, tellBlock, tellClosing, tellEndings, tellOffers, tellRuns } from './tell-pairs.js';
import { closeProgramme, tellEnrolments, tellFile, tellPeople, tellProgramme, tellTurns } from './tell-people.js';
import { tellAgreement, tellExit, tellQuiet, tellSessions, tellSprints, tellVoices } from './tell-together.js';
import type { World } from './world.js';

/** A programme from the first hire to its last figure, with every fact that services tell each other in it. */
export async function tellEverything(world: World): Promise<Story> {
  const story = new Story(world);
  await tellPeople(story);
  await tellProgramme(story, 'flip');
  await tellProgramme(story, 'short');
  await tellEnrolments(story, 'flip');
  await tellTurns(story);
  await tellFile(story);
  await tellBlock(story);
  await world.settled();
  await tellRuns(story, 'flip');
  const pairs = [['mia', 'lea'], ['max', 'lou'], ['mae', 'liv'], ['mo', 'leo']].map(([a, b]) => pairNamed(story, 'flip', a!, b!));
  const [kept, left, third] = [pairs[0]!, pairs[1]!, pairs[2]!];
  await tellOffers(story, pairs);
  await world.moveTo('2027-01-19T08:00:00.000Z');
  await tellAgreement(story, kept, { amended: true });
  await tellAgreement(story, left, { amended: false });
  await tellSessions(story, kept);
  await tellSprints(story, kept);
  await tellVoices(story, kept);
  await tellExit(story, left);
  await tellEndings(story, [kept, left]);
  await tellQuiet(story, kept, third);
  await tellClosing(story, kept);
  await closeProgramme(story, 'short');
  await world.settled();
  return story;
}
