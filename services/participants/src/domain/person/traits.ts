/** What a person may entrust for aggregate fairness, and for nothing else. Matching never learns of it. */
export const traits = [
  'age-band', 'caring-duties', 'disability', 'ethnicity', 'first-generation', 'gender', 'orientation', 'religion',
] as const;

export type Trait = (typeof traits)[number];
