export * from './local-kafka.js';
export * from './java-brokers.js';
