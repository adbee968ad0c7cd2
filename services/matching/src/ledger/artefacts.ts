import type { EventCodec, StoredData } from '@flipside/event-sourcing';
import type { KeyedHash } from '@flipside/privacy';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '@flipside/read-models';
import type { RunHashes } from '../domain/match-run/events.js';
import { artefactOf, type Artefact, type Content } from '../run/artefact.js';
import { keyOfBody } from '../run/artefacts.js';
import type { KeptRun } from '../run/verify.js';
import { rowOf, type ArtefactName, type ArtefactRow } from './artefact-rows.js';

export type Contents = Readonly<Record<ArtefactName, Content>>;

/** What says nothing of a person: it stays when rows vanish with somebody's key. */
interface Plain {
  readonly people: number;
  readonly artefacts: Readonly<Record<ArtefactName, Pick<Artefact, 'head' | 'leaves' | 'hash'>>>;
}

const names: readonly ArtefactName[] = ['snapshot', 'result', 'certificate'];
/** Rows that are sealed and written at a time. */
const AT_A_TIME = 5_000;

/** Artefacts of runs: too large for an event, and lost with a person's key like everything personal. */
export class RunArtefacts {
  constructor(
    private readonly db: Pool,
    private readonly codec: EventCodec<ArtefactRow>,
    private readonly hash: KeyedHash,
  ) {}

  /** Salt of a row: the same at every computation, and nobody's who lacks the service's secret. */
  saltOf(runId: string): (key: string) => string {
    return (key) => this.hash.hash('run row', runId, key);
  }

  /** Keeps a run's artefacts, all or none; keeping them again changes nothing. */
  async keep(runId: string, contents: Contents, people: number): Promise<RunHashes> {
    const made = names.map((name) => [name, artefactOf(contents[name].head, contents[name].rows, this.saltOf(runId))] as const);
    const plain: Plain = {
      people,
      artefacts: Object.fromEntries(made.map(([name, { head, leaves, hash }]) => [name, { head, leaves, hash }])) as Plain['artefacts'],
    };
    const rows = made.flatMap(([name, artefact]) => artefact.rows.map(({ about, body }) => rowOf(runId, name, about, body)));
    await inTransaction(this.db, async (db) => {
      await insert(db, runId, 0, [JSON.stringify(plain)]);
      for (let from = 0; from < rows.length; from += AT_A_TIME) {
        const part = rows.slice(from, from + AT_A_TIME);
        const sealed = await this.codec.encode(part);
        await insert(db, runId, from + 1, sealed.map(({ $sealed }, at) => JSON.stringify({ type: part[at]!.type, data: { $sealed } })));
      }
    });
    const { snapshot, result, certificate } = plain.artefacts;
    return { snapshotHash: snapshot.hash, resultHash: result.hash, certificateHash: certificate.hash };
  }

  /** Keeps nothing of a run any more. */
  async forget(runId: string): Promise<void> {
    await this.db.query(`delete from run_artefact where hash = $1 and kind = 'run'`, [runId]);
  }

  /** What an artefact says that names nobody; undefined for a run of which nothing was kept. */
  async head(runId: string, name: ArtefactName): Promise<unknown> {
    const { rows } = await this.db.query<{ body: string }>(`select body from run_artefact where hash = $1 and kind = 'run' and part = 0`, [runId]);
    return rows[0] && (JSON.parse(rows[0].body) as Plain).artefacts[name].head;
  }

  /** What is left of a run; undefined for one of which nothing was kept. */
  async load(runId: string): Promise<KeptRun | undefined> {
    const { rows } = await this.db.query<{ body: string }>(`select body from run_artefact where hash = $1 and kind = 'run' order by part`, [runId]);
    if (!rows[0]) return undefined;
    const { people, artefacts } = JSON.parse(rows[0].body) as Plain;
    const opened = await this.codec.decode(rows.slice(1).map(({ body }, index) => recorded(body, index)));
    const bodies = Map.groupBy(opened.flatMap(({ data: { kept } }) => (kept === null ? [] : [kept])), (kept) => kept.of);
    const saltOf = this.saltOf(runId);
    const left = (name: ArtefactName): Artefact => ({
      ...artefacts[name],
      rows: (bodies.get(name) ?? []).map(({ body }) => ({ about: [], salt: saltOf(keyOfBody(body)), body })),
    });
    return { people, snapshot: left('snapshot'), result: left('result'), certificate: left('certificate') };
  }
}

async function insert(db: PoolClient, runId: string, from: number, bodies: readonly string[]): Promise<void> {
  await db.query(
    `insert into run_artefact (hash, kind, part, body)
     select $1, 'run', $2::integer + part - 1, body from unnest($3::text[]) with ordinality as b(body, part) on conflict do nothing`,
    [runId, from, bodies],
  );
}

function recorded(body: string, index: number) {
  const { type, data } = JSON.parse(body) as { type: string; data: StoredData };
  return {
    id: String(index), type, data, stream: 'artefact', revision: BigInt(index), position: { epoch: 1, n: 1n },
    metadata: { commandId: '', index, actor: { kind: 'system' as const }, at: '', schemaVersion: 1 },
  };
}
