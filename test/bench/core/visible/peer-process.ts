import { pollingPeer } from './polling-peer.js';

/** The peer in a process of its own: a number of events comes in, as many times go out. */
const peer = await pollingPeer(process.argv[2]!);
process.on('message', (count: number) => {
  void (async () => {
    const times: number[] = [];
    for (let n = 0; n < count; n++) times.push(await peer.seen());
    process.send!(times);
  })();
});
process.send!('ready');
