import { decodeJwt } from 'jose';

const LONGEST_MS = 60_000;

interface Known<Who> {
  readonly who: Who;
  readonly until: number;
}

/**
 * Remembers who a token is for at most a minute, and never past its end, so that a client's many requests cost one check
 * of its signature. Only tokens that were found good are kept, at most `size` of them.
 */
export class TokenCache<Who> {
  private readonly known = new Map<string, Known<Who>>();

  constructor(
    private readonly check: (authorization: string | undefined) => Promise<Who>,
    private readonly size = 10_000,
  ) {}

  /** Who a header that was checked lately is; undefined when it has to be checked. */
  peek(authorization: string | undefined, now: number): Who | undefined {
    if (authorization === undefined) return undefined;
    const found = this.known.get(authorization);
    if (found === undefined) return undefined;
    if (found.until > now) return found.who;
    this.known.delete(authorization);
    return undefined;
  }

  /** @throws Problem as the check does. */
  readonly verify = async (authorization: string | undefined): Promise<Who> => {
    const found = this.peek(authorization, Date.now());
    if (found) return found;
    const who = await this.check(authorization);
    this.remember(authorization!, who);
    return who;
  };

  private remember(authorization: string, who: Who): void {
    const now = Date.now();
    const expires = (decodeJwt(authorization.slice(authorization.indexOf(' ') + 1)).exp ?? 0) * 1_000;
    if (this.known.size >= this.size) this.forget(now);
    this.known.set(authorization, { who, until: Math.min(expires, now + LONGEST_MS) });
  }

  /** The oldest end first, or nearly so: what has ended, and one more where that is not enough. */
  private forget(now: number): void {
    for (const [key, { until }] of this.known) {
      if (until > now && this.known.size < this.size) return;
      this.known.delete(key);
    }
  }
}
