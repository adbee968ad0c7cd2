export * from './eventstoredb-event-store.js';
export { AppendTooLarge } from './appender.js';
export { checkUrl } from './connection-string.js';
export { PositionLost, StreamTruncated } from './reader.js';
