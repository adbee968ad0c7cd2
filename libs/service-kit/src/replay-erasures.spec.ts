import type { Contract } from '@flipside/contracts';
import { StoreUnavailable, type Position } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { memoryKeyRing } from '@flipside/privacy/memory-key-ring';
import { replayErasures, replayErasuresSurely } from './replay-erasures.js';

type Told = Pick<Contract, 'type' | 'data'>;
const erased = (personId: string): Told => ({ type: 'PersonErased', data: { personId } });
const left = (personId: string): Told => ({ type: 'PersonLeft', data: { personId } });
const withdrawn = (personId: string, consentId: string): Told => ({ type: 'ConsentWithdrawn', data: { personId, consentId } });

function rig(log: Told[], service = 'participants') {
  let epoch = 1;
  let faults = 0;
  const places = new Map<string, Position>();
  const place = (n: number): Position => ({ epoch, n: BigInt(n) });
  const feed = {
    source: 'participants',
    head: async () => {
      if (faults-- > 0) throw new StoreUnavailable('not there yet');
      return place(log.length);
    },
    read: async ({ after, limit }: { after?: Position; limit: number }) => {
      const from = Number(after?.n ?? 0n);
      const upTo = Math.min(log.length, from + Math.min(limit, 2));
      return { events: log.slice(from, upTo).map((one, n) => ({ ...one, position: place(from + n + 1) })), upTo: place(upTo) };
    },
  } as unknown as Feed<Contract>;
  const ring = memoryKeyRing();
  const replayed = { upTo: async (source: string) => places.get(source), mark: async (source: string, to: Position) => void places.set(source, to) };
  return {
    ring, places, parts: { service, feed, ring, replayed },
    restoreLog: () => void epoch++,
    failTimes: (times: number) => void (faults = times),
    key: (subject: string, dataClass = 'notes', scope = 'p') => ring.keysFor([{ subject, class: dataClass, scope }]),
  };
}

describe('before a service begins', () => {
  it('all erasures of the log are carried out, and only those', async () => {
    const { ring, key, parts } = rig([left('ada'), erased('bob'), left('bob'), erased('cy')]);
    const [[ada], [bob]] = await Promise.all([key('ada'), key('bob')]);
    expect(await replayErasures(parts)).toBe(2);
    expect([...(await ring.open([ada!.id, bob!.id])).keys()]).toEqual([ada!.id]);
    await expect(key('cy')).rejects.toMatchObject({ code: 'subject-erased' });
  });

  it('it goes on from where the key store says that it got to, which a restored one says was earlier', async () => {
    const log = [erased('ada')];
    const { places, parts, key } = rig(log);
    await replayErasures(parts);
    const backup = new Map(places);
    log.push(erased('bob'));
    expect(await replayErasures(parts)).toBe(1);
    expect(await replayErasures(parts)).toBe(0);
    for (const [source, place] of backup) places.set(source, place);
    expect(await replayErasures(parts)).toBe(1);
    await expect(key('bob')).rejects.toMatchObject({ code: 'subject-erased' });
  });

  it('it begins anew where the log itself was restored', async () => {
    const log = [erased('ada'), left('ada'), erased('bob')];
    const { parts, restoreLog } = rig(log);
    await replayErasures(parts);
    log.pop();
    expect(await replayErasures(parts)).toBe(1);
    restoreLog();
    expect(await replayErasures(parts)).toBe(1);
  });

  it('a withdrawn consent takes its key where traits are kept, and nothing else of the person', async () => {
    const { ring, key, parts } = rig([withdrawn('ada', 'c1')]);
    const [[gone], [other], [note]] = await Promise.all([key('ada', 'trait', 'c1'), key('ada', 'trait', 'c2'), key('ada')]);
    await replayErasures(parts);
    expect([...(await ring.open([gone!.id, other!.id, note!.id])).keys()]).toEqual([other!.id, note!.id]);
    await expect(key('ada', 'trait', 'c1')).rejects.toMatchObject({ code: 'key-destroyed' });
    expect(await replayErasures(rig([withdrawn('ada', 'c1')], 'sessions').parts)).toBe(0);
  });

  it('it waits for participants, and does not begin without them', async () => {
    const { parts, failTimes, key } = rig([erased('ada')]);
    const warned: string[] = [];
    failTimes(1);
    await replayErasuresSurely(parts, { warn: ((_: object, text: string) => void warned.push(text)) as never }, new AbortController().signal);
    expect(warned).toHaveLength(1);
    await expect(key('ada')).rejects.toMatchObject({ code: 'subject-erased' });
  });
});
