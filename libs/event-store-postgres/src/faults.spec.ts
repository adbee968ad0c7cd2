import { RevisionConflict } from '@flipside/event-sourcing';
import { needsNewConnection, passes, unavailable } from './faults.js';

describe('a failure', () => {
  it.each([
    ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a broken connection', new Error('Connection terminated unexpectedly')],
    ['a server that shuts down', fromServer('57P01')],
    ['a server that starts', fromServer('57P03')],
    ['no connection left', fromServer('53300')],
    ['a serialisation failure', fromServer('40001')],
    ['a standby', fromServer('25006')],
  ])('passes by itself: %s', (_, error) => expect(passes(error)).toBe(true));

  it.each([
    ['a missing table', fromServer('42P01')],
    ['a rule of the database', fromServer('P0001')],
    ['an answer of the store', new RevisionConflict('a', 'none', 1n)],
    ['a mistake of the caller', new RangeError('no revision')],
  ])('does not pass: %s', (_, error) => expect(passes(error)).toBe(false));

  it('leaves the connection as it was where the server only rolled back', () => {
    expect(needsNewConnection(fromServer('40001'))).toBe(false);
    expect(needsNewConnection(fromServer('57P01'))).toBe(true);
    expect(needsNewConnection(new Error('Query read timeout'))).toBe(true);
    expect(needsNewConnection(fromServer('42P01'))).toBe(false);
  });

  it('tells its reason, all of them where several addresses were tried', () => {
    expect(unavailable(new AggregateError([new Error('one'), new Error('two')])).message).toContain('one, Error: two');
  });
});

function fromServer(code: string): Error {
  return Object.assign(new Error(code), { code, severity: 'ERROR' });
}
