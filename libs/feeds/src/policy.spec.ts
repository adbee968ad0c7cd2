import { lastOfEach } from './policy.js';

const event = (id: string, type: string) => ({ id, type, stream: 's-1', position: { epoch: 1, n: 1n } });
const events = [event('1', 'A'), event('2', 'B'), event('3', 'A'), event('4', 'C'), event('5', 'A'), event('6', 'B')];
const ids = (found: readonly { readonly id: string }[]): string => found.map(({ id }) => id).join('');

describe('events that a policy handles together', () => {
  it('handles each where it says nothing else', () => {
    expect(ids(lastOfEach({}, events))).toBe('123456');
    expect(ids(lastOfEach({ together: () => undefined }, events))).toBe('123456');
  });

  it('handles the last of each key, in the order of the log, and all others', () => {
    expect(ids(lastOfEach({ together: ({ type }) => (type === 'C' ? undefined : type) }, events))).toBe('456');
    expect(ids(lastOfEach({ together: ({ type }) => (type === 'A' ? type : undefined) }, events))).toBe('2456');
  });
});
