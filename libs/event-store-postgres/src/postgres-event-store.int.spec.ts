import { describeEventStore } from '@flipside/event-sourcing/suite/event-store-suite';
import { postgresEngine } from '../test/engine.js';

describeEventStore('the event store on Postgres', postgresEngine);
