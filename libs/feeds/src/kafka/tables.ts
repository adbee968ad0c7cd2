import { relayTables } from './relay-checkpoint.js';
import { unreadableTables } from './unreadable.js';

/** What a service's database has for news over Kafka. */
export const kafkaTables = relayTables + unreadableTables;
