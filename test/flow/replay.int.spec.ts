import { randomUUID } from 'node:crypto';
import { matchingPublic, matchingSealed, participantsPublic, participantsSealed, sessionsPublic, sessionsSealed, type Audience, type Received, type ServiceName } from '@flipside/contracts';
import { handleCommand } from '@flipside/event-sourcing';
import { definePolicy, openedFeed, runPolicy, ConsumerPlaces, type Policy } from '@flipside/feeds';
import { insightStream } from '@flipside/sessions/domain/insight/events';
import { samplePair } from '@flipside/sessions/domain/pair.samples';
import { everythingHeld, type Held } from './kit/everything-held.js';
import { tellEverything } from './kit/whole-story.js';
import type { Story } from './kit/story.js';
import { serviceNames, World } from './kit/world.js';

const contracts: readonly [ServiceName, Audience, readonly string[]][] = [
  ['participants', 'public', Object.keys(participantsPublic)],
  ['participants', 'sealed', Object.keys(participantsSealed)],
  ['matching', 'public', Object.keys(matchingPublic)],
  ['matching', 'sealed', Object.keys(matchingSealed)],
  ['sessions', 'public', Object.keys(sessionsPublic)],
  ['sessions', 'sealed', Object.keys(sessionsSealed)],
  ['analytics', 'public', ['FigureReleased']],
];

describe('a story with every contract in it', () => {
  let world: World;
  let story: Story;
  let before: Held;
  beforeAll(async () => {
    world = await World.open();
    story = await tellEverything(world);
    before = await everythingHeld(world);
  });
  afterAll(() => world.close());

  it.each(contracts)('holds all that %s tells (%s), and nothing was parked', async (service, audience, types) => {
    const told = new Set<string>();
    const feed = world.service(service).feed(audience);
    for (let after, more = true; more; ) {
      const page = await feed.read({ after, limit: 5_000 });
      for (const { type } of page.events) told.add(type);
      more = page.upTo.n > (after?.n ?? 0n);
      after = page.upTo;
    }
    expect([...told].sort()).toEqual([...types].sort());
    expect(before[`${service} parked`]).toBe(0);
  });

  it('is told to every policy a second time, and changes nothing', async () => {
    await world.stop();
    for (const service of serviceNames) await forgetPlacesOfPolicies(world, service);
    await world.start();
    await world.settled();
    expect(await everythingHeld(world)).toEqual(before);
  });

  it('is folded by every read model a second time into the same rows', async () => {
    for (const service of serviceNames) {
      const { runtime } = world.service(service);
      for (const name of runtime.readModelNames) await runtime.rebuild(name, async () => undefined);
    }
    expect(await everythingHeld(world)).toEqual(before);
  });

  it('is told to all timers a second time, and fires nothing', async () => {
    for (const service of serviceNames) expect(await world.service(service).runtime.fireDue(world.now)).toBe(0);
    await world.settled();
    expect(await everythingHeld(world)).toEqual(before);
  });

  it('shows a policy that does something twice', async () => {
    const places = new ConsumerPlaces(world.database('sessions').pool);
    const broken = definePolicy<Received>({
      name: 'broken', expected: [], feed: openedFeed(world.service('matching').feed('public'), async (told) => told as readonly Received[]),
      on: { PairingActivated: async (_event, context) => shareAnew(story, context.command('insight')) },
    }) as unknown as Policy<never>;
    const once = async (): Promise<Held> => {
      await places.handOver();
      await world.database('sessions').pool.query(`delete from consumer_checkpoint where consumer = 'broken'`);
      const stop = new AbortController();
      const head = await world.service('matching').feed('public').head();
      const warn = (): void => undefined;
      const running = runPolicy(broken, world.database('sessions').pool, { places, warn }, stop.signal);
      while ((places.at('broken', 'matching')?.n ?? 0n) < head.n) await new Promise((resolve) => setTimeout(resolve, 10));
      stop.abort();
      await running;
      await world.settled();
      return everythingHeld(world);
    };
    const first = await once();
    expect(await once()).not.toEqual(first);
    await places.close();
  });
});

/** Not idempotent: every time it is told, it makes a new insight of it. */
function shareAnew(story: Story, { at }: { readonly at: string }): Promise<unknown> {
  const insightId = randomUUID();
  const command = { type: 'share', ...samplePair, insightId, by: samplePair.mentorId, area: 'technology', text: 'again', at } as const;
  const context = { commandId: randomUUID(), actor: { kind: 'system' as const }, at };
  return handleCommand(story.targets('sessions').insight, insightStream(insightId), command, context);
}

/** A read model's place belongs to its rows, and is rebuilt with them; a policy's is forgotten. */
async function forgetPlacesOfPolicies(world: World, service: ServiceName): Promise<void> {
  await world.database(service).pool.query('delete from consumer_checkpoint where consumer not in (select name from read_model)');
}
