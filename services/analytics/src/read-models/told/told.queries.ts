import type { Contract } from '@flipside/contracts';
import type { OpenContracts } from '@flipside/feeds';
import type { ReadModelReader } from '@flipside/read-models';
import type { AllFacts, Facts, PublicContract, PublicFact, PublicFacts, SealedContract, SealedFact, StreamFacts } from '../../facts/fact.js';
import { byCategory, remember } from '../../facts/remember.js';
import type { ToldContract, ToldPublicly, ToldSealed } from './told.entity.js';

/** What figures are computed from. Public rows are plain; sealed ones are opened for the moment of a release. */
export class Told {
  constructor(
    private readonly publicly: ReadModelReader<ToldPublicly>,
    private readonly closed: ReadModelReader<ToldSealed>,
    /** Asks owners for every key: whoever is erased by now is in no release, also of the next minute. */
    private readonly open: OpenContracts,
  ) {}

  async publicFacts(): Promise<PublicFacts> {
    const rows = await this.publicly.many('order by t.id');
    return { public: byCategory(rows.map((row) => factsOf(contractsOf(row) as unknown as PublicContract[]))) as Facts<PublicFact> };
  }

  async allFacts(): Promise<AllFacts> {
    const rows = await this.closed.many('order by t.id');
    const opened = (await this.open(rows.flatMap(contractsOf))) as unknown as readonly SealedContract[];
    const byStream = Map.groupBy(opened, ({ stream }) => stream);
    const sealed = [...byStream.values()].map((contracts) => sealedFactsOf(contracts));
    return { ...(await this.publicFacts()), sealed: byCategory(sealed) as Facts<SealedFact> };
  }
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
