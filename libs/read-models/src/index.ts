export * from './projection.js';
export * from './tables.js';
export * from './apply-events.js';
export * from './runner.js';
export * from './rebuild.js';
export * from './prepare.js';
export * from './reader.js';
export * from './waiting.js';
