import { checkUrl, named } from './connection-string.js';
import { Connection } from './connection.js';

describe('a connection string', () => {
  it.each([
    'esdb://localhost:2113?tls=false',
    'esdb://admin:changeit@localhost:2113?tls=true&tlsCAFile=/certs/ca.crt',
    'esdb+discover://admin:s%40cret@cluster.dns.name:2113?nodePreference=leader&keepAliveInterval=10000',
    'esdb://a:2113,b:2113,c:2113?tls=true',
    'esdb://localhost:2113/?tls=false',
    'kurrentdb://admin:changeit@localhost:2113?tls=true',
    'kurrentdb+discover://cluster.dns.name:2113',
  ])('is taken: %s', (url) => expect(() => checkUrl(url)).not.toThrow());

  it.each([
    ['another scheme', 'http://admin:hidden@localhost:2113'],
    ['no host', 'esdb://admin:hidden@'],
    ['an option the client would show with the whole string on the console', 'esdb://admin:hidden@localhost:2113?tlsVerifyCert=false'],
    ['an option it does not know', 'esdb://admin:hidden@localhost:2113?colour=blue'],
    ['an option without a value', 'esdb://admin:hidden@localhost:2113?tls'],
    ['a password with an at sign', 'esdb://admin:hid@hidden@localhost:2113'],
  ])('is refused without being shown: %s', (_, url) => {
    const refusal = (() => {
      try {
        return new Connection({ url, name: 'test', callTimeoutMs: 1_000 });
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(RangeError);
    expect(`${String(refusal)} ${JSON.stringify(refusal)}`).not.toContain('hid');
  });

  it('carries the name that operators see, unless it has one', () => {
    expect(named('kurrentdb+discover://a:1', 'x')).toBe('esdb+discover://a:1?connectionName=x');
    expect(named('esdb://a:1', 'flipside x')).toBe('esdb://a:1?connectionName=flipside%20x');
    expect(named('esdb://a:1?tls=false', 'x')).toBe('esdb://a:1?tls=false&connectionName=x');
    expect(named('esdb://a:1?connectionName=mine', 'x')).toBe('esdb://a:1?connectionName=mine');
  });
});
