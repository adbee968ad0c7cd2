import type { Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition, type Position } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import type { Cursors } from '@flipside/privacy';

export interface PublicPage {
  /** Each with the cursor of what comes after it. */
  readonly items: readonly { readonly contract: Contract; readonly cursor: string }[];
  readonly next: string;
  readonly ended: boolean;
}

/** At most so many events are examined for one page, however few of them are public and of the types asked for. */
const EXAMINED = 5_000;
const STEP = 500;
/** Most stretches without a public event that are remembered. */
const QUIET = 1_000;

/**
 * What outsiders read of a log, and nothing of what stands between: an analyst who asks again and again must not see that
 * somebody just now answered, rated, declined or left. So cursors and places are sealed, and a cursor moves on with public
 * events alone, but for stretches of thousands without one.
 */
export class PublicFeed {
  /** From a place on there is nothing public up to another: examined once. */
  private readonly quiet = new Map<string, Position>();

  constructor(
    private readonly service: ServiceName,
    private readonly feed: Feed<Contract>,
    private readonly cursors: Cursors,
  ) {}

  /**
   * @param after cursor that a page or an item gave; from the beginning without one.
   * @throws DomainError `cursor-invalid`
   */
  async page(after: string | undefined, limit: number, wanted: (contract: Contract) => boolean): Promise<PublicPage> {
    const from = after === undefined ? undefined : parsePosition(this.cursors.verify<string>(this.purpose, after));
    const { events, upTo, ended } = await this.collect(from?.epoch === 0 ? undefined : from, limit, wanted);
    return {
      items: events.map((contract) => ({ contract, cursor: this.sign(contract.position) })),
      next: this.sign(upTo),
      ended,
    };
  }

  private async collect(from: Position | undefined, limit: number, wanted: (contract: Contract) => boolean) {
    const events: Contract[] = [];
    let told = from;
    let examined = this.quietFrom(from) ?? from;
    for (let count = 0; count < EXAMINED; count += STEP) {
      const page = await this.feed.read({ after: examined, limit: STEP });
      events.push(...page.events.filter(wanted));
      const last = events[limit - 1];
      if (last) return { events: events.slice(0, limit), upTo: last.position, ended: false };
      told = page.events.at(-1)?.position ?? told;
      this.remember(told, page.upTo);
      if (isAt(page.upTo, examined)) return { events, upTo: told, ended: true };
      examined = page.upTo;
    }
    return { events, upTo: examined, ended: false };
  }

  private quietFrom(place: Position | undefined): Position | undefined {
    return this.quiet.get(place ? formatPosition(place) : '');
  }

  private remember(place: Position | undefined, upTo: Position): void {
    this.quiet.set(place ? formatPosition(place) : '', upTo);
    if (this.quiet.size > QUIET) this.quiet.delete(this.quiet.keys().next().value!);
  }

  private sign(place: Position | undefined): string {
    return this.cursors.sign(this.purpose, place ? formatPosition(place) : '0:0');
  }

  private get purpose(): string {
    return `events/${this.service}`;
  }
}

/** Undefined is the beginning. */
function isAt({ n }: Position, place: Position | undefined): boolean {
  return n === (place?.n ?? 0n);
}
