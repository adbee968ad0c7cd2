import { itemsOf, type Instrument } from './instrument.js';

/** Answered by the leader's own team. */
export const leaderOpenness: Instrument = {
  instrument: 'leader-openness',
  version: 1,
  name: 'Openness of the leader',
  preface: 'Think of the leader of your team and the last two months.',
  answeredBy: ['team'],
  items: itemsOf(
    'lop',
    'Our leader asks before giving an answer.',
    'Our leader says openly what they do not know.',
    '-Our leader has decided before we have spoken.',
    'Our leader tries out new tools and ways with us.',
    'A suggestion of ours has changed what our leader does.',
  ),
};

/** Answered by the leader's own team. */
export const inclusiveLeadership: Instrument = {
  instrument: 'inclusive-leadership',
  version: 1,
  name: 'Inclusive leadership',
  preface: 'Think of the leader of your team and the last two months.',
  answeredBy: ['team'],
  items: itemsOf(
    'inl',
    'Our leader sees to it that everybody is heard in a meeting.',
    '-The same few people get the interesting work.',
    'Our leader notices when somebody is left out, and acts.',
    'I need not hide a part of who I am to be taken seriously.',
    '-Who is close to our leader gets away with more.',
    'Our leader gives credit where the work was done.',
  ),
};
