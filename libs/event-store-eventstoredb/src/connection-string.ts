/** Options of a connection string that the client knows and that have an effect. */
const KNOWN = [
  'tls', 'tlsCAFile', 'userCertFile', 'userKeyFile', 'connectionName', 'defaultDeadline', 'nodePreference', 'discoveryInterval',
  'gossipTimeout', 'maxDiscoverAttempts', 'keepAliveInterval', 'keepAliveTimeout',
].map(flat);

/**
 * Refuses what the client would complain about by writing the whole connection string, password and all, to the console
 * (an unknown option, `tlsVerifyCert`) or into an error.
 * @throws RangeError that names no part of the string but options.
 */
export function checkUrl(url: string): void {
  const match = /^esdb(\+discover)?:\/\/(?:[^:@/?]+:[^@/?]+@)?[^@/?\s]+\/?(?:\?(.*))?$/.exec(asEsdb(url));
  if (!match) throw new RangeError('is no connection string of EventStoreDB (esdb://user:password@host:port?tls=true)');
  for (const option of match[2]?.split('&') ?? []) {
    const [name = '', value] = option.split('=');
    if (!value || !KNOWN.includes(flat(name))) throw new RangeError(`has an option that EventStoreDB's client does not know: ${name}`);
  }
}

/** As the client takes it, with the name that operators see in the server's list of connections. */
export function named(given: string, name: string): string {
  const url = asEsdb(given);
  if (/[?&]connectionname=/.test(url.toLowerCase())) return url;
  return `${url}${url.includes('?') ? '&' : '?'}connectionName=${encodeURIComponent(name)}`;
}

/** The server has another name by now and speaks the same protocol; this client knows the old one. */
function asEsdb(url: string): string {
  return url.replace(/^kurrent(?:db)?(?=(?:\+discover)?:)/, 'esdb');
}

function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}
