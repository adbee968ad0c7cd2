import { DomainError } from '@flipside/event-sourcing';
import { Firing, type FiringParts } from './firing.js';
import type { TimerRow } from './timers.js';

const timer = (id: string, due: string): TimerRow => ({ id, due, command: { type: 'do', stream: `plan-${id}` } });

/** Timers in memory, and in the order in which they happened what was fired and what was waited for. */
function rig(rows: TimerRow[], parts: Partial<FiringParts>) {
  const happened: string[] = [];
  const firing = new Firing({
    timers: {
      due: async (until, limit) => rows.filter(({ due }) => due <= until).slice(0, limit),
      fired: async (row, outcome) => {
        rows.splice(rows.indexOf(row), 1);
        happened.push(`${row.id} ${outcome}`);
      },
    },
    turn: { run: (work) => work(), idle: async () => undefined },
    timerCommand: (id) => id,
    fire: async () => undefined,
    ...parts,
  });
  return { firing, happened };
}

describe('firing what is due', () => {
  it('goes on to what falls due by what was fired, and not beyond the moment', async () => {
    const rows = [timer('a', '1'), timer('b', '3')];
    const { firing, happened } = rig(rows, { fire: async ({ id }) => void (id === 'a' && rows.push(timer('c', '2'))) });
    expect(await firing.due('2')).toBe(2);
    expect(happened).toEqual(['a done', 'c done']);
  });

  it('takes a rule that is against it as the outcome, and stops at a fault', async () => {
    const rows = [timer('a', '1'), timer('b', '1'), timer('c', '1')];
    const fire = async ({ id }: TimerRow): Promise<void> => {
      if (id === 'a') throw new DomainError('too-late', 'It is over.');
      if (id === 'b') throw new TypeError('broken');
    };
    const { firing, happened } = rig(rows, { fire });
    await expect(firing.due('1')).rejects.toThrow('broken');
    expect(happened).toEqual(['a too-late']);
  });

  it('fires at once what says so of one moment, those of one stream in order, and waits for it before the next', async () => {
    const rows = ['a', 'b', 'c', 'd'].map((id) => timer(id, '1')).concat(timer('e', '2'));
    rows[1] = { ...rows[1]!, command: rows[0]!.command };
    const [under, begun] = [new Set<string>(), [] as string[]];
    const fire = async ({ id }: TimerRow): Promise<void> => {
      begun.push(`${id} beside ${[...under].join()}`);
      under.add(id);
      await new Promise((resolve) => setImmediate(resolve));
      under.delete(id);
    };
    expect(await rig(rows, { fire, atOnce: ({ id }) => id !== 'd' }).firing.due('2')).toBe(5);
    expect(begun).toEqual(['a beside ', 'c beside a', expect.stringMatching(/^b beside (c)?$/), 'd beside ', 'e beside ']);
  });

  it('lets each in a simulation find what came of the one before', async () => {
    const lost: string[] = [];
    const offered: string[] = [];
    const found: string[] = [];
    const fire = async ({ id }: TimerRow): Promise<void> => {
      found.push(`${id} finds ${offered.join()}`);
      lost.push(id);
    };
    const between = async (): Promise<void> => void offered.push(...lost.splice(0));
    await rig([timer('a', '1'), timer('b', '1'), timer('c', '2')], { fire, between, atOnce: () => true }).firing.due('2');
    expect(found).toEqual(['a finds ', 'b finds a', 'c finds a,b']);
  });
});
