/** `npm run bench -- [core] [streaming] [matching] [--only TEXT] [--json]`: figures beside peers, measured in the same run. */
await import('../../libs/testing/run-ts.mjs');
const { main } = await import('./run.ts');
await main(process.argv.slice(2));
