import { styleText } from 'node:util';
import type { Program } from './programs.js';

type Colour = 'cyan' | 'magenta' | 'yellow' | 'blue' | 'green';

const COLOURS: Readonly<Record<Program, Colour>> = { participants: 'cyan', matching: 'magenta', sessions: 'yellow', analytics: 'blue', gateway: 'green' };
const WIDTH = 12;
const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
/** Of every line, and so of no use in one. */
const KNOWN = new Set(['level', 'time', 'service', 'msg', 'pid', 'hostname']);

/** A line of one process's log, for people: who, when, how bad, what, and the facts. What is no log line stays as it is. */
export function logLine(program: Program, line: string, coloured: boolean): string {
  const who = program.padEnd(WIDTH);
  return `${coloured ? styleText(COLOURS[program], who, { validateStream: false }) : who} │ ${readable(line)}`;
}

function readable(line: string): string {
  const entry = parsed(line);
  if (!entry) return line;
  const facts = Object.entries(entry).filter(([name]) => !KNOWN.has(name)).map(([name, value]) => `${name}=${shown(value)}`);
  return [String(entry.time).slice(11, 19), LEVELS[Number(entry.level)] ?? '', entry.msg, ...facts].filter(Boolean).join(' ');
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{"level":')) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value);
}
