import { defaultPolicy } from '@flipside/contracts';
import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { pairingDecider } from '@flipside/matching/domain/pairing/decide';
import { pairingStream } from '@flipside/matching/domain/pairing/events';
import { pairingSchemas } from '@flipside/matching/domain/pairing/schemas';
import { Rig } from '@flipside/matching/testing/rig';
import { employmentOf, idOf } from '@flipside/matching/testing/tell-snapshot';
import { chance } from '@flipside/matching/testing/random';
import pg from 'pg';
import type { Line } from '../line.js';
import { withServer } from '../server.js';

const PEOPLE = 100_000;
const PAIRINGS = 10_000;
const MOVED = 10_000;
/** Number of the first mentor; every eighth person is one. */
const FIRST_MENTOR = 20_000;
const LIMIT_MS = 10_000;
const programmeId = idOf('programme');

/**
 * A reorganisation at 100,000 people that gives 10,000 of them, and all chains through them, another manager on one day:
 * from the moment at which matching knows it and it is due to the last pause, on the running service.
 */
export async function recheckBench(): Promise<Line[]> {
  return withServer(async (server) => {
    let databases = 0;
    const rig = await Rig.open(async () => {
      const name = `recheck_${databases++}`;
      await server.createDatabase(name);
      const url = server.url(name);
      const pool = new pg.Pool({ connectionString: url });
      pool.on('error', () => undefined); // the server stops first where the rig could not be closed
      return { url, pool, drop: () => pool.end() };
    });
    try {
      await tellOrganisation(rig);
      await openPairings(rig);
      return [await told(rig), await due(rig)];
    } finally {
      await rig.close();
    }
  });
}

/** Known ahead: the timer of that day. Pairings paused before have been reviewed by then, on a Monday of their own. */
async function due(rig: Rig): Promise<Line> {
  await rig.moveTo('2026-02-27T12:00:00.000Z');
  await reorganise(rig, 2_000, 6_000, '2026-03-02');
  await rig.settled();
  const before = await paused(rig);
  const began = performance.now();
  await rig.service.runtime.fireDue('2026-03-02T06:00:00.000Z');
  const took = performance.now() - began;
  await rig.settled();
  return line(`recheck, ${MOVED} moves known ahead, ${(await paused(rig)) - before} pairings paused`, took);
}

/** Told on its day: from when the read model holds the last fact. */
async function told(rig: Rig): Promise<Line> {
  await reorganise(rig, 0, 2_000, '2026-01-15');
  const known = await rig.participants.store.head();
  while (await rig.service.runtime.behind('participants', known));
  const began = performance.now();
  await rig.settled();
  return line(`recheck, ${MOVED} moves told on their day, ${await paused(rig)} pairings paused`, performance.now() - began);
}

function line(bench: string, milliseconds: number): Line {
  return { bench, ours: Math.round(milliseconds), peer: null, ratio: null, unit: 'ms', goal: LIMIT_MS, holds: milliseconds <= LIMIT_MS };
}

async function paused(rig: Rig): Promise<number> {
  const { rows } = await rig.database.pool.query<{ n: string }>(`select count(*) as n from pairings_v2 where status = 'paused'`);
  return Number(rows[0]!.n);
}

/** Everybody's manager has an eighth of the own number: six links to the top. */
const person = (at: number, line = Math.floor(at / 8)) => ({
  personId: `p${at}`,
  links: { line: at === 0 ? null : `p${line}`, dottedLine: [], appraiser: null, unresolved: [], topOfTree: at === 0 },
});

const stated = (at: number, effectiveOn: string, line?: number) => ({
  type: 'EmploymentChanged',
  data: { personId: idOf(`p${at}`), effectiveOn, employment: { ...employmentOf(person(at, line)), zone: 'Europe/Berlin' }, reason: 'transfer' },
});

async function tellOrganisation(rig: Rig): Promise<void> {
  const window = { from: '2026-01-01', to: '2026-12-31' };
  const of = (type: string, data: object) => ({ type, data: { programmeId, ...data } });
  await rig.participants.tell(
    `programme-${programmeId}`, rig.now, of('ProgrammeCreated', { name: 'p', adminId: idOf('admin') }), of('PolicySet', { policy: { ...defaultPolicy, window } }),
    of('ProgrammeOpened', { window, silos: [{ siloId: 'a', unitIds: [] }, { siloId: 'b', unitIds: [] }], objectives: [] }),
  );
  await sideBySide(PEOPLE, (at) => rig.participants.tell(`person-${idOf(`p${at}`)}`, rig.now, stated(at, '2025-01-01')));
  await rig.settled();
}

async function openPairings(rig: Rig): Promise<void> {
  const target = rig.service.base.target(pairingSchemas, pairingDecider);
  const at = rig.now;
  await sideBySide(PAIRINGS, async (n) => {
    const [mentorId, menteeId] = [idOf(`p${FIRST_MENTOR + n * 8}`), idOf(`p${menteeOf(n)}`)];
    const pairingId = idOf(`pairing ${n}`);
    const decide = (name: string, command: Parameters<typeof pairingDecider.decide>[0]) =>
      handleCommand(target, pairingStream(pairingId), command, { commandId: `${name} ${n}`, actor: { kind: 'system' }, at } satisfies CommandContext);
    const answerBy = '2026-01-30T00:00:00.000Z';
    await decide('propose', {
      type: 'propose', pairingId, programmeId, mentorId, menteeId, wanted: [{ topic: 'generative-ai', kind: 'skill' }], fit: { score: 1, criteria: [] },
      endsOn: '2026-12-31', answerBy, at, holds: true,
    });
    const accept = { type: 'accept', at, holds: true, partnerAnswersBy: answerBy, startsOn: at.slice(0, 10) } as const;
    await decide('mentor', { ...accept, by: mentorId });
    await decide('mentee', { ...accept, by: menteeId });
  });
  await rig.settled();
}

/**
 * Gives the managers of all mentors another manager, all on one day. Some of them come to stand below the leader of the
 * pairing: those pairings are to be paused.
 */
async function reorganise(rig: Rig, from: number, to: number, on: string): Promise<void> {
  const random = chance(from + 1);
  await sideBySide(MOVED, (n) => {
    const manager = FIRST_MENTOR / 8 + n;
    const above = n >= from && n < to ? menteeOf(n) : random.between(1, 90);
    return rig.participants.tell(`person-${idOf(`p${manager}`)}`, rig.now, stated(manager, on, above));
  });
}

/** Leaders of the third and fourth row, above none of the mentors. */
function menteeOf(pairing: number): number {
  return 100 + ((pairing * 7) % 2_000);
}

async function sideBySide(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: 64 }, worker));
}
