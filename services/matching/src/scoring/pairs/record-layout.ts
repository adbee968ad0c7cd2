/** Levels 0 (unknown) to 10, as rows of a table by two levels. */
export const LEVELS = 11;
/** Levels 0 to 10, and one above all, at which a topic's entries can end. */
export const ENDS = 12;
/** Points where a constraint forbids a pair: so low that no sum of others makes up for it. */
export const FORBIDS = -(1 << 24);

/** Numbers of a mentor's record in a scan. First the kinds, which say what a leader's rows of points hold of this mentor … */
export const SPEECH = 0;
export const AIM = 1;
export const PLACE = 2;
export const WEEK = 3;
export const KINDS = 4;
/** … then the scan that found this mentor last, fits of the best and the next topic, and the scan that forbade it last. */
export const FOUND = 4;
export const BEST = 5;
export const SECOND = 6;
export const FORBIDDEN = 7;
export const RECORD = 8;
