import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table, type Command } from './command.js';
import { discard, lag, parked, rebuild, replay } from './consumers.js';
import { gatewayClient } from './gateway-client.js';
import { verifyMatchRun } from './match-run.js';

const COMMANDS: readonly Command[] = [lag, replay, discard, parked, rebuild, verifyMatchRun];

const help = (): readonly string[] => [
  'Usage: npm run ops -- COMMAND [--gateway=URL] [--json]', '',
  ...table(['command', 'what it does'], COMMANDS.map(({ words, takes, does }) => [[words, takes].filter(Boolean).join(' '), does])), '',
  'The gateway is --gateway, FLIPSIDE_GATEWAY or http://127.0.0.1:8080. FLIPSIDE_TOKEN is the token of an operator (or of an auditor,',
  'for match-run); without one, a development server is asked for it. --json prints what the gateway answered. Names carry their',
  'service: participants.people. Exit codes: 0 well, 1 not so or refused, 2 wrong use.',
];

interface Asked {
  readonly command: Command;
  readonly args: readonly string[];
  readonly url: string;
  readonly json: boolean;
}

/** Runs one command of an operator against the gateway. Returns the exit code: 0 well, 1 not so or refused, 2 wrong use. */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv, print: (line: string) => void): Promise<number> {
  const asked = askedBy(args, env);
  if (typeof asked !== 'object') {
    help().forEach(print);
    return asked === 'help' ? 0 : 2;
  }
  return run(asked, env.FLIPSIDE_TOKEN, print);
}

async function run({ command, args, url, json }: Asked, token: string | undefined, print: (line: string) => void): Promise<number> {
  try {
    const found = await command.run(gatewayClient(url, token), args, json ? () => undefined : print);
    for (const line of json ? [JSON.stringify(found.answer)] : found.lines) print(line);
    return found.failed ? 1 : 0;
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Undefined for what is no command. */
function askedBy(args: readonly string[], env: NodeJS.ProcessEnv): Asked | 'help' | undefined {
  const parsed = parsedArgs(args);
  if (!parsed) return undefined;
  const { positionals, values } = parsed;
  if (values.help) return 'help';
  const command = COMMANDS.find(({ words, takes }) => fits(positionals, words.split(' '), takes));
  if (!command) return undefined;
  const { gateway = env.FLIPSIDE_GATEWAY ?? 'http://127.0.0.1:8080', json } = values;
  return { command, args: positionals.slice(command.words.split(' ').length), json, url: gateway.replace(/\/$/, '') };
}

function fits(given: readonly string[], words: readonly string[], takes: string | undefined): boolean {
  const count = given.length - words.length;
  const counted = takes === undefined ? count === 0 : takes.endsWith('…') ? count > 0 : count === 1;
  return counted && words.every((word, index) => given[index] === word);
}

function parsedArgs(args: readonly string[]) {
  try {
    const options = { gateway: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2), process.env, (line) => void process.stdout.write(`${line}\n`));
}
