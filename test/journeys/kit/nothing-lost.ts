import { isDeepStrictEqual } from 'node:util';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { noFindings } from '../../chaos/checks/findings.js';
import { checkKept } from './kept.js';
import type { Killed } from './killed-demo.js';
import { OpenedDemo } from './opened-demo.js';
import { isAcknowledged, isCommand, senderOf, type Answer, type Told } from './told.js';

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
  const erased = new Set(commands.flatMap(({ path }) => /^\/v1\/people\/(.+)\/erasure$/.exec(path)?.[1] ?? []));
  const others = commands.flatMap((one, n) => {
    const again = answers[n]!;
    return isDeepStrictEqual(again, one.answer) || isBarred(one, again, erased) ? [] : [{ ...one, again, headers: undefined, body: undefined }];
  });
  expect(others).toEqual([]);
}

/** Who was erased has left nothing by which a repeat is known; who is a person's manager no more has nothing to do with their hours. */
function isBarred(one: Told, again: Answer, erased: ReadonlySet<string>): boolean {
  if (again.status === 410) return erased.has(senderOf(one)!);
  return again.status === 404 && one.path.endsWith('/time-release');
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
