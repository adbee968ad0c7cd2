/** Where the epoch is kept: one for the server, because a restore concerns all of it. */
export const EPOCH_STREAM = 'flipside.epoch';

/** What a stream of the server is to one service. `system` never counts, `other` is another service's. */
export type Kind = 'own' | 'other' | 'epoch' | 'system';

/**
 * Streams of a service on a server that several may share: `matching.pairing-1` is the stream `pairing-1` of matching.
 * So nobody meets another's events, and an access rule can name a service's streams by how they begin.
 */
export class Names {
  readonly #prefix: string;

  constructor(service: string) {
    if (!/^[a-z][a-z0-9-]*$/.test(service) || service === 'flipside') throw new RangeError(`not the name of a service: ${service}`);
    this.#prefix = `${service}.`;
  }

  stored(stream: string): string {
    return this.#prefix + stream;
  }

  own(stored: string): string {
    return stored.slice(this.#prefix.length);
  }

  kind({ streamId, type }: { readonly streamId: string; readonly type: string }): Kind {
    if (streamId.startsWith('$') || type.startsWith('$')) return 'system';
    if (streamId === EPOCH_STREAM) return 'epoch';
    return streamId.startsWith(this.#prefix) ? 'own' : 'other';
  }

  /** Matches the own streams of some categories and a few more: names that go on after a line break. */
  regexOf(categories: readonly string[]): string {
    return `^${escaped(this.#prefix)}(?:${categories.map(escaped).join('|')})(?:-|$)`;
  }
}

/** Every stream that is not the server's own. */
export const NOT_SYSTEM = '^[^$]';

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
