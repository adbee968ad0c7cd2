import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.exclude; // the build leaves specs out; here they are what is run
swc.swcrc = false; // or the file itself would be read again, with what it leaves out

/** One configuration for the whole repository: `.spec.ts` is pure, `.int.spec.ts` uses engines. */
export default {
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.flipside/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/libs/testing/jest-begin.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest-end.mjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['flipside-source', 'node', 'node-addons'] },
  testSequencer: '<rootDir>/libs/testing/jest-sequencer.mjs',
  maxWorkers: 2,
  testTimeout: 120_000,
};
