import { isDeepStrictEqual } from 'node:util';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { noFindings } from '../../chaos/checks/findings.js';
import { checkKept } from './kept.js';
import type { Killed } from './killed-demo.js';
import { OpenedDemo } from './opened-demo.js';
import { isAcknowledged, isCommand, type Told } from './told.js';

/** Opens what a killed demo left as `npm start -- --demo` does, and finds everything there that was acknowledged, once. */
export async function mustHaveLostNothing(home: string, { told, reached, orphan }: Killed): Promise<void> {
  expect(await startOf(orphan)).toBeDefined();
  const opened = new OpenedDemo(home);
  try {
    await opened.ready();
    expect(await startOf(orphan)).toBeUndefined();
    expect((await opened.now()) >= reached).toBe(true);
    const commands = told.filter(isCommand);
    await mustBeRepeats(opened, commands.filter(isAcknowledged));
    await mayStillBeDone(opened, commands.filter(({ answer }) => answer === undefined));
    expect(await opened.program.end('SIGTERM')).toBe(0);
  } finally {
    await opened.program.end('SIGTERM');
  }
  expect(await checkKept(home, told)).toEqual(noFindings());
}

/** What was done once is answered as it was then, and is not done again. */
async function mustBeRepeats(opened: OpenedDemo, commands: readonly Told[]): Promise<void> {
  const answers = await withoutNews(opened, () => opened.again(commands));
  const others = commands.map(({ method, path, answer }, n) => ({ method, path, answer, again: answers[n] })).filter(({ answer, again }) => !isDeepStrictEqual(again, answer));
  expect(others).toEqual([]);
}

/** What was under way was done or not; sent again it has one answer, however often. */
async function mayStillBeDone(opened: OpenedDemo, commands: readonly Told[]): Promise<void> {
  const first = await opened.again(commands);
  expect(first.filter(({ status }) => status >= 500)).toEqual([]);
  const done = commands.filter((_, n) => first[n]!.status < 300);
  const answers = await withoutNews(opened, () => opened.again(done));
  expect(answers).toEqual(first.filter(({ status }) => status < 300));
}

/** Work that may be repeated, after which no log may be longer; once more where meanwhile a timer fell due, which writes. */
async function withoutNews<T>(opened: OpenedDemo, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const before = await opened.settled();
    const result = await work();
    const after = await opened.settled();
    if (before.nextDue <= after.now) continue;
    expect(after.heads).toEqual(before.heads);
    return result;
  }
}
