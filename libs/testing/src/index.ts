export * from './spec.js';
export * from './interleavings.js';
export * from './postgres.js';
