import { itemsOf, type Instrument } from './instrument.js';

/** Whether the two dare to speak plainly with each other. */
export const pairSpeakingUp: Instrument = {
  instrument: 'pair-speaking-up',
  version: 1,
  name: 'Speaking up in the pair',
  preface: 'Think of your sessions with your partner since the last round.',
  answeredBy: ['mentor', 'mentee'],
  items: itemsOf(
    'psu',
    'I can tell my partner that I see something differently.',
    '-I choose my words with care so that nothing can be held against me.',
    'When I do not understand something, I say so.',
    'My partner takes an uncomfortable remark as a help.',
    '-There are things about work that I would rather not raise with my partner.',
    'A mistake in our sessions is something to learn from for both of us.',
    '-After a frank remark I have worried about what would come of it.',
  ),
};

/** Whether the hours are worth it. */
export const worthwhile: Instrument = {
  instrument: 'worthwhile',
  version: 1,
  name: 'Worthwhile',
  preface: 'Think of the hours that the programme took you since the last round.',
  answeredBy: ['mentor', 'mentee'],
  items: itemsOf(
    'wwh',
    'The time was well spent.',
    'I have used something from our sessions in my work.',
    '-I would rather have had these hours for something else.',
  ),
};
