import { itemsOf, type Instrument } from './instrument.js';

/** Whether mentors are safe where they work every day. */
export const homeTeamSafety: Instrument = {
  instrument: 'home-team-safety',
  version: 1,
  name: 'Safety in the home team',
  preface: 'Think of the team that you work in every day, not of the programme.',
  answeredBy: ['mentor'],
  items: itemsOf(
    'hts',
    'In my team one can admit a mistake without losing face.',
    'Difficult subjects are put on the table.',
    '-Whoever is different has a harder time here.',
    'I can ask anybody in my team for help.',
    '-It is wiser here to keep a new idea to oneself.',
    'What I am good at is seen and used.',
    '-My taking part in the programme is held against me.',
  ),
};

/** Whether what is said below arrives above. */
export const upwardCommunication: Instrument = {
  instrument: 'upward-communication',
  version: 1,
  name: 'Upward communication',
  preface: 'Think of the organisation as a whole.',
  answeredBy: ['mentor', 'mentee'],
  items: itemsOf(
    'upc',
    'Bad news reaches those who decide in time.',
    'Somebody at the top wants to know what I see in my work.',
    '-What is said upwards is polished on the way.',
    'When something is raised from below, one hears what became of it.',
    '-It makes no difference whether I raise something or not.',
  ),
};
