export * from './start-postgres.js';
export { DataDirectoryInUse, type Owner } from './owner-lock.js';
