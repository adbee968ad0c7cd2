/** What each level of a skill means, with something to see it by; index is the level, 0–5. */
export const skillScale = [
  { name: 'none', anchor: 'Has not used it and would not know where to begin.' },
  { name: 'aware', anchor: 'Can say what it is for, and has seen somebody use it.' },
  { name: 'practises with help', anchor: 'Has done a real task with it while somebody stood by.' },
  { name: 'practises', anchor: 'Does ordinary tasks with it alone, and notices when the result is wrong.' },
  { name: 'fluent', anchor: 'Uses it without thinking, chooses when not to, and solves what goes wrong.' },
  { name: 'teaches', anchor: 'Others learned it from them and now practise it alone.' },
] as const;

/** What each level of a mentor's growth means: communication, listening, presentation, leadership. */
export const growthScale = [
  { name: 'none', anchor: 'Was not to be seen, though there was occasion.' },
  { name: 'beginning', anchor: 'Tries it where it is easy.' },
  { name: 'with support', anchor: 'Does it when reminded or encouraged.' },
  { name: 'steady', anchor: 'Does it in most sessions without being asked.' },
  { name: 'strong', anchor: 'Does it also where it is hard, and adapts to the other.' },
  { name: 'a model', anchor: 'Others could learn it from watching.' },
] as const;
