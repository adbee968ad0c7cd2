import type { AskedInstrument, RespondentRole } from '@flipside/contracts';

export interface Item {
  /** Unique over all instruments; never given another wording, which would be another version with other codes. */
  readonly item: string;
  readonly text: string;
  /** Agreeing is bad news: 1–5 is read as 5–1. */
  readonly reversed: boolean;
}

export interface Instrument {
  readonly instrument: string;
  readonly version: number;
  readonly name: string;
  /** What the items are about, as the respondent reads it. */
  readonly preface: string;
  readonly answeredBy: readonly RespondentRole[];
  readonly items: readonly Item[];
}

/** 1 to 5. */
export const agreement = ['not at all', 'a little', 'partly', 'mostly', 'fully'] as const;

/** Items of an instrument from their texts; a leading `-` marks a reversed one. */
export function itemsOf(prefix: string, ...texts: readonly string[]): readonly Item[] {
  return texts.map((text, index) => ({
    item: `${prefix}-${index + 1}`,
    text: text.replace(/^-/, ''),
    reversed: text.startsWith('-'),
  }));
}

/** What a round asks of an instrument, as its event and contract hold it: codes alone. */
export function askedOf({ instrument, version, items }: Instrument): AskedInstrument {
  return { instrument, version, items: items.map(({ item, reversed }) => ({ item, reversed })) };
}
