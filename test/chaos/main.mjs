/** `npm run chaos -- [--seed 1] [--rounds 20] [--json]`: services, broker and Postgres broken under load, and everything compared. */
await import('../../libs/testing/run-ts.mjs');
const { main } = await import('./cli.ts');
await main(process.argv.slice(2));
