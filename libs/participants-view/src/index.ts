export * from './known-person.js';
export * from './mergers.js';
export * from './known-programme.js';
export * from './known-enrolment.js';
export * from './known-unit.js';
export * from './calendar-of.js';
