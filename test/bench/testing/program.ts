import { once } from 'node:events';
import { withServer } from '../server.js';
import { stopWhatRuns } from '../started.js';

/** A bench that waits for what never comes, while something of it fails in the way that it is told. */
stopWhatRuns();
await withServer(async ({ pid }) => {
  process.send!({ pid });
  const [how] = (await once(process, 'message')) as ['rejection' | 'exception'];
  const failure = new Error(`an ${how} that nobody waits for`);
  if (how === 'rejection') void Promise.reject(failure);
  else setImmediate(() => { throw failure; });
  await once(process, 'never');
});
