import type { Contract } from '@flipside/contracts';
import type { OpenContracts } from '@flipside/feeds';
import type { ReadModelReader } from '@flipside/read-models';
import type { AllFacts, Facts, PublicContract, PublicFact, PublicFacts, SealedContract, SealedFact, StreamFacts } from '../../facts/fact.js';
import { mergersOf, type Merged, type Merger } from '../../facts/humans.js';
import { byCategory, remember } from '../../facts/remember.js';
import type { ToldContract, ToldPublicly, ToldSealed } from './told.entity.js';

/** By the index of the same condition. */
const MERGED = `where t.contracts @> '[{"type": "PersonsMerged"}]'`;

/** What figures are computed from. Public rows are plain; sealed ones are opened for the moment of a release. */
export class Told {
  constructor(
    private readonly publicly: ReadModelReader<ToldPublicly>,
    private readonly closed: ReadModelReader<ToldSealed>,
    /** Asks owners for every key: whoever is erased by now is in no release, also of the next minute. */
    private readonly open: OpenContracts,
  ) {}

  /** Everybody who was merged, and into whom. */
  async mergers(): Promise<readonly Merger[]> {
    const merged = await this.closed.many(MERGED);
    return mergersOf(byCategory(merged.map((row) => sealedFactsOf(mergersIn(row)))) as Facts<SealedFact>);
  }

  async publicFacts(): Promise<PublicFacts & Merged> {
    const [rows, mergers] = await Promise.all([this.publicly.many('order by t.id'), this.mergers()]);
    return { public: byCategory(rows.map((row) => factsOf(contractsOf(row) as unknown as PublicContract[]))) as Facts<PublicFact>, mergers };
  }

  async allFacts(): Promise<AllFacts> {
    const rows = await this.closed.many('order by t.id');
    const opened = (await this.open(rows.flatMap(contractsOf))) as unknown as readonly SealedContract[];
    const byStream = Map.groupBy(opened, ({ stream }) => stream);
    const sealed = [...byStream.values()].map((contracts) => sealedFactsOf(contracts));
    return { ...(await this.publicFacts()), sealed: byCategory(sealed) as Facts<SealedFact> };
  }
}

/** Which ids are one human is sealed for nobody; nothing else of the row is read. */
function mergersIn(row: ToldSealed): readonly SealedContract[] {
  return contractsOf(row).filter(({ type }) => type === 'PersonsMerged') as unknown as readonly SealedContract[];
}

function contractsOf({ id, contracts }: ToldPublicly | ToldSealed): Contract[] {
  return contracts.map((told) => contractOf(id, told));
}

function contractOf(stream: string, { revision, ...told }: ToldContract): Contract {
  return { ...told, stream, audience: told.sealed ? 'sealed' : 'public', revision: BigInt(revision), position: { epoch: 1, n: 0n } };
}

function factsOf(contracts: readonly PublicContract[]): StreamFacts<PublicFact> {
  return contracts.reduce<StreamFacts<PublicFact> | undefined>((row, contract) => remember(row, contract), undefined)!;
}

function sealedFactsOf(contracts: readonly SealedContract[]): StreamFacts<SealedFact> {
  return contracts.reduce<StreamFacts<SealedFact> | undefined>((row, contract) => remember(row, contract), undefined)!;
}
