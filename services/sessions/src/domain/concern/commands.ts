import type { ConcernCategory, ConcernOutcome, DisclosureBasis } from './events.js';

/** Who writes as the reporter: the person who raised it, or whoever holds the mailbox code, by its hash. */
export type Reporter = { readonly by: string } | { readonly mailboxHash: string };

interface Handler {
  readonly id: string;
  /** It touches this person or somebody in their chain. */
  readonly touched: boolean;
}

/** `by` is a person's id; `on` a day of business time, `YYYY-MM-DD`: a case knows no time of day. */
export type ConcernCommand =
  | {
      readonly type: 'raise';
      readonly concernId: string;
      readonly programmeId: string;
      readonly reporter: Reporter;
      readonly custodian: Handler;
      readonly deputy: Handler;
      readonly category: ConcernCategory;
      readonly text: string;
      readonly touches: readonly string[];
      readonly on: string;
    }
  /** By the custodian, who finds that it touches them, or by `system`. */
  | { readonly type: 'reassign'; readonly by: string; readonly on: string }
  | { readonly type: 'acknowledge'; readonly by: string; readonly on: string }
  | { readonly type: 'write'; readonly messageId: string; readonly author: Reporter; readonly text: string; readonly on: string }
  | {
      readonly type: 'announceDisclosure';
      readonly disclosureId: string;
      readonly by: string;
      readonly basis: DisclosureBasis;
      readonly to: string;
      readonly why: string;
      readonly on: string;
    }
  | { readonly type: 'allowDisclosure'; readonly disclosureId: string; readonly reporter: Reporter; readonly on: string }
  | { readonly type: 'disclose'; readonly disclosureId: string; readonly by: string; readonly on: string }
  | { readonly type: 'giveFeedback'; readonly by: string; readonly text: string; readonly on: string }
  | {
      readonly type: 'resolve';
      readonly by: string;
      readonly outcome: ConcernOutcome;
      readonly text: string;
      readonly on: string;
    }
  /** By a timer. */
  | { readonly type: 'noticeOverdue'; readonly what: 'acknowledgement' | 'feedback'; readonly on: string };

export type CommandOf<T extends ConcernCommand['type']> = Extract<ConcernCommand, { type: T }>;
