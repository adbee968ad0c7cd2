import type { Line } from '../line.js';
import { compared, inTurns } from '../measure.js';
import { withServer } from '../server.js';
import { emmettWriters, ourWriters, rawWriters } from './event-store/writers.js';

/** Appends a second, 32 writers at once, fsync on: one event each, then ten. */
export function appendBench(): Promise<readonly Line[]> {
  return withServer(async (server) => {
    await server.createDatabase('ones');
    await server.createDatabase('tens');
    await server.createDatabase('emmett');
    const ones = [
      await ourWriters(server.url('ones'), 1),
      await rawWriters(server.url('ones'), 1),
      await emmettWriters(server.url('emmett'), 1),
    ];
    const one = await inTurns(ones);
    await Promise.all(ones.map((each) => each.close()));
    const tens = [await ourWriters(server.url('tens'), 10), await rawWriters(server.url('tens'), 10)];
    const ten = await inTurns(tens);
    await Promise.all(tens.map((each) => each.close()));
    const unit = 'events/s';
    return [
      compared('append 1 event, 32 writers, beside emmett-postgresql', one.get('ours')!, one.get('emmett')!, unit, 8),
      compared('append 1 event, 32 writers, beside raw INSERT', one.get('ours')!, one.get('raw INSERT')!, unit, 1.8),
      compared('append 10 events, 32 writers, beside raw multi-row INSERT', ten.get('ours')!, ten.get('raw INSERT')!, unit, 0.8),
    ];
  });
}
