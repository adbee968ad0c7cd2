export * from './events.js';
export * from './event-store.js';
export * from './schema.js';
export * from './decider.js';
export * from './codec.js';
export * from './ids.js';
export * from './handle-command.js';
export * from './handle-known.js';
