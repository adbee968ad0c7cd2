import type { GatewayClient } from './gateway-client.js';

/** What a command found: as it is for programs, in words for people. */
export interface Found {
  readonly answer: unknown;
  readonly lines: readonly string[];
  /** What was asked for is not well: the exit code is 1. */
  readonly failed?: boolean;
}

export interface Command {
  /** Words before its arguments: `parked replay`. */
  readonly words: string;
  /** As the help shows them: `ID`. */
  readonly takes?: string;
  readonly does: string;
  /** @param say tells at once how far it is. */
  run(gateway: GatewayClient, args: readonly string[], say: (line: string) => void): Promise<Found>;
}

/** Rows under their headings, columns as wide as they have to be. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const all = [headings, headings.map(() => ''), ...rows.map((row) => row.map(String))];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const numeric = headings.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd();
  return all.map((row, index) => (index === 1 ? widths.map((width) => '─'.repeat(width)).join('  ') : line(row)));
}
