import type { PublicFacts } from '../../facts/fact.js';
import { eiIndex, isExternal, randomEiIndex, randomShare, type Tie } from '../../statistics/e-i-index.js';
import { proportion } from '../../statistics/proportion.js';
import { count, tally, type Missing } from '../../statistics/value.js';
import type { Cell, FigureDefinition, LiveFigure, LiveScope } from '../figure.js';
import { pairingsOf } from '../views/pairings.js';
import { elsewhere, placesOf } from '../views/places.js';

const definition: FigureDefinition = {
  code: 'silo-crossing',
  title: 'Silo crossing',
  version: 1,
  appears: 'live',
  dimensions:
    '`touching=<silo>`: pairings with at least one end in the silo; `pair=<mentor’s silo>><leader’s silo>`: the ' +
    'network, one cell a tie that exists',
  measures: {
    ties: {
      unit: 'count',
      means: 'pairings that were ever active; those with an end whose reporting class is too small to show are missing',
    },
    eiIndex: { unit: 'index', means: '(across silos − within) / all' },
    eiAtRandom: {
      unit: 'index',
      means: 'the same index to expect when the same mentors and leaders are paired at random; 95 % of permutations',
    },
    across: { unit: 'share', means: 'ties across silos' },
    acrossAtRandom: {
      unit: 'share',
      means: 'the share to expect when the same mentors and leaders are paired at random; 95 % of permutations',
    },
  },
};

/** The network that the programme itself makes; what people did before is asked in a check-in, never inferred. */
export const siloCrossing: LiveFigure = {
  definition,
  compute(facts, scope) {
    const { ties, missing } = tiesOf(facts);
    const silos = [...new Set(ties.flatMap(({ from, to }) => [from, to]))].sort();
    return [whole(ties, missing, scope), ...silos.map((silo) => touching(silo, ties, scope)), ...network(ties)];
  },
};

function tiesOf(facts: PublicFacts): { ties: Tie[]; missing: Missing } {
  const place = placesOf(facts);
  const all = pairingsOf(facts).map(({ mentorId, leaderId }) => ({ from: place(mentorId).silo, to: place(leaderId).silo }));
  const ties = all.filter(({ from, to }) => from !== elsewhere.silo && to !== elsewhere.silo);
  return { ties, missing: { 'class-too-small': all.length - ties.length } };
}

function whole(ties: readonly Tie[], missing: Missing, scope: LiveScope): Cell {
  const seed = `${scope.programmeId}/ties`;
  return {
    key: {},
    values: {
      ties: count(ties.length, missing),
      eiIndex: eiIndex(ties, missing),
      eiAtRandom: randomEiIndex(ties, seed),
      across: proportion(ties.filter(isExternal).length, ties.length, missing),
      acrossAtRandom: randomShare(ties, () => true, seed),
    },
  };
}

function touching(silo: string, ties: readonly Tie[], scope: LiveScope): Cell {
  const touches = ({ from, to }: Tie): boolean => from === silo || to === silo;
  const own = ties.filter(touches);
  return {
    key: { dimension: `touching=${silo}` },
    values: {
      ties: count(own.length),
      eiIndex: eiIndex(own),
      across: proportion(own.filter(isExternal).length, own.length),
      acrossAtRandom: randomShare(ties, touches, `${scope.programmeId}/${silo}`),
    },
  };
}

function network(ties: readonly Tie[]): Cell[] {
  const counts = tally(ties.map(({ from, to }) => `pair=${from}>${to}`));
  return Object.entries(counts).map(([dimension, times]) => ({ key: { dimension }, values: { ties: count(times) } }));
}
