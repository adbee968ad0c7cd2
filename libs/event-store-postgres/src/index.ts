export * from './postgres-event-store.js';
export { migrateEventStore } from './migrate.js';
export { PositionLost } from './reader.js';
