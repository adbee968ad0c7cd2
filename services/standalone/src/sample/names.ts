const GIVEN = [
  'An',
  'Be',
  'Ca',
  'Da',
  'El',
  'Fa',
  'Gi',
  'Ha',
  'Il',
  'Jo',
  'Ka',
  'Li',
  'Ma',
  'Ne',
  'Or',
  'Pa',
  'Ri',
  'Sa',
  'Ti',
  'Ul',
];
const GIVEN_END = ['ra', 'vin', 'lo', 'nia', 'mar', 'tje', 'sol', 'dan', 'wen', 'xa', 'yan', 'zel'];
const FAMILY = [
  'Aber',
  'Bran',
  'Cald',
  'Dorn',
  'Eider',
  'Falk',
  'Grun',
  'Holm',
  'Isen',
  'Jarv',
  'Kest',
  'Lund',
  'Morn',
  'Nord',
  'Osk',
];
const FAMILY_END = ['beck', 'dahl', 'feld', 'gard', 'hoff', 'lund', 'mann', 'nes', 'rup', 'son', 'stad', 'vik', 'wald', 'zen'];

export interface Name {
  readonly given: string;
  readonly family: string;
}

/** A made-up name; different for every index below 50,400. Nobody's: the people of the sample are simulated. */
export function nameOf(index: number): Name {
  const givens = GIVEN.length * GIVEN_END.length;
  const families = FAMILY.length * FAMILY_END.length;
  const g = (index * 7) % givens;
  const f = (Math.floor(index / givens) * 31 + index * 11) % families;
  return {
    given: GIVEN[g % GIVEN.length]! + GIVEN_END[Math.floor(g / GIVEN.length)]!,
    family: FAMILY[f % FAMILY.length]! + FAMILY_END[Math.floor(f / FAMILY.length)]!,
  };
}
