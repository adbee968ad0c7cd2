import { parseArgs } from 'node:util';

/** An option of a program's command line. */
export interface ProgramOption {
  readonly type: 'boolean' | 'string';
  readonly default?: boolean | string;
  /** What a value is, such as `FOLDER`; of one that takes a value. */
  readonly takes?: string;
  /** What it is for, in a line. */
  readonly says: string;
}

type Options = Readonly<Record<string, ProgramOption>>;
/** Of each option what was given, or its default; undefined where there is neither. */
export type Values<O extends Options> = ReturnType<typeof parseArgs<{ readonly options: O }>>['values'];

/**
 * Options of a program's command line. A wrong one ends the program with code 2, after a line that says what is wrong and one
 * for each option there is; `--help` ends it with code 0 after these.
 * @param command as one types it, with `--` where npm needs it.
 * @param check throws Error with what is wrong with a value, in a sentence.
 */
export function readOptions<const O extends Options>(command: string, options: O, check: (values: Values<O>) => void = () => undefined): Values<O> {
  const known = { ...options, help: { type: 'boolean', says: 'Shows this.' } } as const;
  try {
    const { values } = parseArgs({ options: known });
    if (!(values as { readonly help?: boolean }).help) {
      check(values as Values<O>);
      return values as Values<O>;
    }
  } catch (error) {
    process.stderr.write(`${sentenceOf(error as Error)}\n${helpOf(command, known)}`);
    return process.exit(2);
  }
  process.stdout.write(helpOf(command, known));
  return process.exit(0);
}

/** @throws Error where it is no port. @param port as it was given. */
export function mustBePort(port: string): void {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`--port takes a number from 0 to 65535 (0: any free one), not '${port}'.`);
}

/** Node tells of an unknown option what else it could have meant, over and over. */
function sentenceOf({ message }: Error): string {
  return `${/^(Unknown option '[^']*'|Unexpected argument '[^']*')\. /.exec(message)?.[1] ?? message.replace(/\.$/, '')}.`;
}

function helpOf(command: string, options: Options): string {
  const rows = Object.entries(options).map(([name, { takes, says }]) => [`--${name}${takes ? ` ${takes}` : ''}`, says] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`Usage: ${command} [OPTION …]`, ...rows.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`), ''].join('\n');
}
