import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';
export type LogDestination = DestinationStream;

/** A structured logger for one service. No personal data ever goes in: ids, codes and counts only. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = { level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
