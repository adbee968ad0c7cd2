import { logLine } from './log-lines.js';

describe('a line of a process of a cluster', () => {
  it('says who, when, how bad, what and the facts', () => {
    const line = '{"level":40,"time":"2027-01-04T08:15:00.123Z","service":"matching","consumer":"offers","n":3,"why":"no answer","msg":"paused"}';
    expect(logLine('matching', line, false)).toBe('matching     │ 08:15:00 warn paused consumer=offers n=3 why="no answer"');
  });

  it('stays as it is where it is no line of the log', () => {
    expect(logLine('gateway', '{"level":', false)).toBe('gateway      │ {"level":');
    expect(logLine('gateway', 'Error: no', false)).toBe('gateway      │ Error: no');
  });

  it('has a colour of its own for each process', () => {
    const codes = (['participants', 'gateway'] as const).map((program) => logLine(program, 'x', true).split(program)[0]);
    expect(new Set(codes).size).toBe(2);
    expect(codes[0]).toMatch(/^\u001b\[\d+m$/);
  });
});
