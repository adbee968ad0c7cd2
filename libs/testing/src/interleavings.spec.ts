import { sameRowsHoweverInterleaved } from './interleavings.js';

interface Event {
  readonly stream: string;
  readonly to: number;
}

const events: readonly Event[] = ['a', 'b', 'c'].flatMap((stream) => [1, 2, 3].map((to) => ({ stream, to: to * stream.charCodeAt(0) })));

describe('however streams are interleaved', () => {
  it('holds for a fold whose key is the stream', () => {
    sameRowsHoweverInterleaved({ keys: ({ stream }) => [stream], evolve: (_row, { to }) => to }, events);
  });

  it('holds for a fold over streams that commutes', () => {
    sameRowsHoweverInterleaved({ keys: () => ['all'], evolve: (row: number = 0, { to }) => row + to }, events);
  });

  it('finds a fold over streams where the last one wins', () => {
    const last = { keys: () => ['all'], evolve: (_row: unknown, { to }: Event) => to };
    expect(() => sameRowsHoweverInterleaved(last, events)).toThrow('Property failed');
  });

  it('finds a fold that one stream only begins where another has', () => {
    const after = { keys: () => ['all'], evolve: (row: number | undefined, { stream, to }: Event) => (stream === 'a' || row ? (row ?? 0) + to : row) };
    expect(() => sameRowsHoweverInterleaved(after, events)).toThrow('Property failed');
  });
});
