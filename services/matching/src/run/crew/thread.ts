import { parentPort } from 'node:worker_threads';
import { takeChunk, workOf, type Order } from './work.js';

/** Entry of the thread that scores and prices beside the main one. */
parentPort!.on('message', (order: Order) => {
  const work = workOf(order.tables, order.task);
  const results = [];
  for (let chunk = takeChunk(order); chunk !== undefined; chunk = takeChunk(order)) results.push({ chunk, result: work.of(chunk) });
  parentPort!.postMessage({ results, end: work.end() });
});
