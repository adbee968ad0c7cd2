import { Leases } from '../lease.js';

/** A process that takes a lease and says so; it is stopped and woken by its parent. Arguments: database, time to live. */
const [url, ttlMs] = process.argv.slice(2);
const leases = new Leases({ url: url!, service: 'holder', ttlMs: Number(ttlMs) });
const lease = await leases.hold('work', new AbortController().signal);
lease.signal.addEventListener('abort', () => process.send!({ lost: lease.token.toString() }));
process.on('message', () => {
  void leases.under(lease, () => leases.fences()).then(
    () => process.send!({ believes: true }),
    () => process.send!({ believes: false }),
  );
});
process.send!({ holds: lease.token.toString() });
