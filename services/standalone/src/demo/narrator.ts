/** What the demo tells while it goes on: chapters with the time they took, facts under them, tables at the end. */
export interface Narrator {
  chapter<T>(title: string, work: () => Promise<T>): Promise<T>;
  fact(text: string): void;
  table(headers: readonly string[], rows: readonly (readonly unknown[])[]): void;
  line(text?: string): void;
}

/** A chapter that came to nothing: which one, and why. */
export class ChapterFailed extends Error {
  constructor(chapter: string, cause: unknown) {
    super(`${chapter}\n     ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export function narrator(write: (text: string) => void): Narrator {
  let number = 0;
  const line = (text = ''): void => write(`${text}\n`);
  return {
    line,
    fact: (text) => line(`     ${text}`),
    table: (headers, rows) => formatTable(headers, rows).forEach((row) => line(`     ${row}`)),
    async chapter(title, work) {
      const heading = `${++number}. ${title}`;
      line(`\n  ${heading}`);
      const started = performance.now();
      const result = await work().catch((error: unknown) => {
        throw new ChapterFailed(heading, error);
      });
      line(`     (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

/** Columns as wide as their widest cell; numbers to the right. */
export function formatTable(headers: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '–' : String(cell))));
  const widths = headers.map((header, column) => Math.max(header.length, ...cells.map((row) => (row[column] ?? '').length)));
  const right = headers.map((_, column) => cells.length > 0 && cells.every((row) => /^[–\d.,%+ \-]*$/.test(row[column] ?? '')));
  const format = (row: readonly string[]): string =>
    row.map((cell, column) => (right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd();
  return [format(headers), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(format)];
}
