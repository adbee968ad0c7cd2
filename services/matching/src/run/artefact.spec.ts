import { randomSnapshot } from '../testing/random-snapshot.js';
import { artefactOf, checkArtefact, compareArtefact, type Artefact } from './artefact.js';
import {
  certificateContent, keyOfBody, resultContent, resultFrom, snapshotContent, snapshotFrom, type ResultBody, type SnapshotBody,
} from './artefacts.js';
import { canonicalSnapshot } from './canonical-snapshot.js';
import { match } from './match.js';
import { verifyKept } from './verify.js';

const snapshot = randomSnapshot({ seed: 5, mentors: 30, mentees: 30, oddOneIn: 15 });
const people = snapshot.people.length;
const saltOf = (key: string): string => `salt of ${key}`;

async function kept() {
  const { result, solved } = await match(snapshot, { seed: 5 });
  const [one, two, three] = [snapshotContent(snapshot), resultContent(result), certificateContent(solved)];
  const made = [one, two, three].map(({ head, rows }) => artefactOf(head, rows, saltOf)) as [Artefact, Artefact, Artefact];
  const [snapshotHash, resultHash, certificateHash] = made.map(({ hash }) => hash) as [string, string, string];
  return { result, contents: [one, two, three] as const, made, hashes: { snapshotHash, resultHash, certificateHash } };
}

/** As it is once a person's key is destroyed: every row about them is gone, the leaves stay. */
const without = (artefact: Artefact, personId: string): Artefact =>
  ({ ...artefact, rows: artefact.rows.filter(({ about }) => !about.includes(personId)) });

describe('what is kept of a run', () => {
  it('has the same hashes when it is made again, and others for another salt or word', async () => {
    const [one, other] = [await kept(), await kept()];
    expect(other.hashes).toEqual(one.hashes);
    const { head, rows } = one.contents[0];
    expect(artefactOf(head, rows, () => 'another').hash).not.toBe(one.hashes.snapshotHash);
    expect(artefactOf({ ...(head as object), asOf: '2026-01-16' }, rows, saltOf).hash).not.toBe(one.hashes.snapshotHash);
  });

  it('is read back whole from its rows', async () => {
    const { made: [first, second], result } = await kept();
    expect(snapshotFrom(first.head, first.rows.map(({ body }) => body as SnapshotBody))).toEqual(canonicalSnapshot(snapshot));
    expect(resultFrom(second.head, second.rows.map(({ body }) => body as ResultBody))).toEqual(result);
    const { greedy: _greedy, ...earlier } = result.report;
    const read = resultFrom({ ...(second.head as object), report: { ...earlier, firstCome: { pairs: 1, total: 1, exact: true } } }, []);
    expect(read.report).toEqual({ ...earlier, greedy: null });
  });

  it('holds nothing of a person outside the rows about them', async () => {
    const { made } = await kept();
    for (const { head, leaves, rows } of made) {
      expect(JSON.stringify([head, leaves])).not.toMatch(/p00000\d\d/);
      expect(rows.every(({ about }) => about.length > 0)).toBe(true);
    }
  });

  it('is verified by its hashes and prices', async () => {
    const { made: [first, second, third], hashes } = await kept();
    const verified = await verifyKept({ snapshot: first, result: second, certificate: third, people }, hashes);
    expect(verified).toMatchObject({ intact: true, peopleGone: 0, certificateHolds: true });
    expect(verified.pairsChecked).toBeGreaterThan(20);
  });

  it('is verified after an erasure too, and says how many people’s inputs are gone', async () => {
    const { made, hashes, result } = await kept();
    const erased = [result.proposals[0]!.mentorId, result.proposals[1]!.menteeId];
    const [first, second, third] = made.map((artefact) => erased.reduce(without, artefact)) as [Artefact, Artefact, Artefact];
    expect(checkArtefact(second)).toEqual({ intact: true, gone: made[1].rows.length - second.rows.length });
    expect(await verifyKept({ snapshot: first, result: second, certificate: third, people }, hashes)).toMatchObject({
      intact: true, peopleGone: 2, certificateHolds: true,
    });
  });

  it('is found changed in a row, a leaf, the head or a price', async () => {
    const { made: [first, second, third], hashes } = await kept();
    const verify = (changed: Partial<Record<'snapshot' | 'result' | 'certificate', Artefact>>) =>
      verifyKept({ snapshot: first, result: second, certificate: third, people, ...changed }, hashes);
    const [row, ...rows] = second.rows;
    expect((await verify({ result: { ...second, rows: [{ ...row!, body: { proposal: {} } }, ...rows] } })).intact).toBe(false);
    expect((await verify({ result: { ...second, leaves: second.leaves.slice(1) } })).intact).toBe(false);
    expect((await verify({ result: { ...second, head: {} } })).intact).toBe(false);
    expect((await verify({ result: { ...second, hash: 'other' } })).intact).toBe(false);
    const cheaper = { ...third, rows: third.rows.map((price) => ({ ...price, body: lowered(price.body) })) };
    expect(await verify({ certificate: cheaper })).toMatchObject({ intact: false, certificateHolds: false });
  });

  it('compares with what comes out again, and says where it differs', async () => {
    const { made: [first], contents: [content] } = await kept();
    expect(compareArtefact(first, content, keyOfBody)).toEqual({ changed: [], head: false });
    const other = canonicalSnapshot(snapshot).people[3]!;
    const changed = { person: { ...other, links: {} } };
    const rows = content.rows.map((row) => (row.key === `person ${other.personId}` ? { ...row, body: changed } : row));
    expect(compareArtefact(first, { head: {}, rows: rows.slice(1) }, keyOfBody)).toEqual({
      changed: [content.rows[0]!.key, `person ${other.personId}`], head: true,
    });
  });
});

/** Leaders’ prices too high by one: somebody would seem to be better off. */
function lowered(body: unknown): unknown {
  const { price } = body as { price: { place?: string; prices: readonly number[] } };
  return price.place ? body : { price: { ...price, prices: price.prices.map((one) => one + 1_000_000) } };
}
