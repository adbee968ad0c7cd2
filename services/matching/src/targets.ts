import type { CommandTarget } from '@flipside/event-sourcing';
import type { BlockCommand, BlockEvent, BlockState } from './domain/block.js';
import type { MatchRunCommand, MatchRunState } from './domain/match-run/decide.js';
import type { MatchRunEvent } from './domain/match-run/events.js';
import type { PairingCommand } from './domain/pairing/commands.js';
import type { PairingEvent } from './domain/pairing/events.js';
import type { PairingState } from './domain/pairing/state.js';

/** What takes commands, one a kind of stream. */
export interface Targets {
  readonly run: CommandTarget<MatchRunCommand, MatchRunEvent, MatchRunState>;
  readonly pairing: CommandTarget<PairingCommand, PairingEvent, PairingState>;
  readonly block: CommandTarget<BlockCommand, BlockEvent, BlockState>;
}

/** Injection tokens. */
export const TARGETS = Symbol('Targets');
export const KEYS = Symbol('Keys');
