export * from './dates.js';
export * from './zones.js';
export * from './working-days.js';
export * from './availability.js';
export * from './overlap.js';
