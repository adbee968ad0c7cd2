/** How to start a peer: it takes commands on its standard input. */
export interface PeerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Lines of words, not of JSON. */
  readonly words?: boolean;
}

/** A peer that can't be had here. Its rows are printed without it, and do not hold. */
export interface MissingPeer {
  readonly name: string;
  readonly missing: string;
}
