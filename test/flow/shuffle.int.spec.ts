import type { Placed } from '@flipside/feeds';
import type { Projection, Row } from '@flipside/read-models';
import { sameRowsHoweverInterleaved } from '@flipside/testing';
import { tellEverything } from './kit/whole-story.js';
import { serviceNames, World } from './kit/world.js';

/** Every read model of every service, on all events of a whole story as its feeds bring them. */
describe('rows are the same in whatever order streams arrive', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await tellEverything(world);
  });
  afterAll(() => world.close());

  it.each(serviceNames)('in %s', async (service) => {
    const { projections } = world.service(service).runtime;
    expect(projections.length).toBeGreaterThan(3);
    const failed: string[] = [];
    for (const projection of projections) {
      const events = await eventsOf(projection);
      try {
        sameRowsHoweverInterleaved(projection, events);
      } catch (error) {
        failed.push(`${projection.name}: ${(error as Error).message}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it('has something to tell to every read model', async () => {
    const silent: string[] = [];
    for (const service of serviceNames) {
      for (const projection of world.service(service).runtime.projections) {
        const events = await eventsOf(projection);
        if (!events.some((event) => projection.keys(event).length > 0)) silent.push(`${service}.${projection.name}`);
      }
    }
    expect(silent).toEqual([]);
  });
});

async function eventsOf({ feeds }: Projection<Placed, Row>): Promise<readonly Placed[]> {
  const all: Placed[] = [];
  for (const feed of feeds) {
    for (let after, more = true; more; ) {
      const page = await feed.read({ after, limit: 5_000 });
      all.push(...page.events);
      more = page.upTo.n > (after?.n ?? 0n);
      after = page.upTo;
    }
  }
  return all;
}
