export { begin as default } from './jest-run.mjs';
