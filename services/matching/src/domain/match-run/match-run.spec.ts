import fc from 'fast-check';
import { defaultPolicy } from '@flipside/contracts';
import { foldsFromItsEvents, given } from '@flipside/testing';
import { matchRunDecider, type MatchRunCommand } from './decide.js';
import type { MatchRunEvent, RunKind } from './events.js';

const ids = { runId: 'run', programmeId: 'programme', cohort: 2 };
const counts = { mentors: 3, mentees: 2, proposed: 2, unmatchedMentors: 1, unmatchedMentees: 0 };
const hashes = { snapshotHash: 'aa', resultHash: 'bb', certificateHash: 'cc' };
const asked = {
  ...ids, kind: 'proposal' as RunKind, policy: defaultPolicy.matching, seed: 7, engineVersion: '1', asOf: '2026-01-05',
  window: { from: '2026-02-01', to: '2026-07-31' }, sources: { participants: '1:100', matching: '1:7' }, requestedBy: 'ada',
};
const tried = { ...asked, kind: 'what-if' as RunKind, whatIf: { against: 'earlier', weights: { topicFit: 80 } } };
const request: MatchRunCommand = { type: 'request', ...asked };
const found = { ...hashes, people: 5, counts, topics: [] };
const complete: MatchRunCommand = { type: 'complete', ...found, verdict: 'optimal' };
const publish: MatchRunCommand = { type: 'publish', by: 'ada', involved: false, outdated: false };
const discard: MatchRunCommand = { type: 'discard', reason: 'by-admin', by: 'ada' };

const requested: MatchRunEvent = { type: 'MatchRunRequested', data: asked };
const requestedToTry: MatchRunEvent = { type: 'MatchRunRequested', data: tried };
const completed = (kind: RunKind = 'proposal'): MatchRunEvent => ({
  type: 'MatchRunCompleted', data: { ...ids, kind, ...found, verdict: 'optimal' },
});
const published: MatchRunEvent = { type: 'MatchRunPublished', data: { ...ids, by: 'ada', counts } };
const discarded: MatchRunEvent = { type: 'MatchRunDiscarded', data: { ...ids, kind: 'proposal', reason: 'by-admin', by: 'ada' } };

describe('a match run', () => {
  it('keeps everything that it can be computed from again', () => given(matchRunDecider).when(request).then(requested));
  it('is requested once', () => given(matchRunDecider, requested).when(request).thenNothing());
  it('is completed with its hashes', () => given(matchRunDecider, requested).when(complete).then(completed()));

  it('computed again gives the same, or says so', () => {
    given(matchRunDecider, requested, completed()).when(complete).thenNothing();
    given(matchRunDecider, requested, completed(), published).when(complete).thenNothing();
    const other = { ...complete, resultHash: 'dd' } as MatchRunCommand;
    given(matchRunDecider, requested, completed()).when(other).thenRefused('run-differs');
  });

  it('without a proof comes to nothing', () =>
    given(matchRunDecider, requested)
      .when({ ...complete, verdict: 'refused' } as MatchRunCommand)
      .then({ type: 'MatchRunDiscarded', data: { ...ids, kind: 'proposal', reason: 'certificate-refused' } }));

  it('is aborted while it is computed, and then completed no more', () => {
    const abort: MatchRunCommand = { type: 'abort', by: 'ada' };
    const aborted: MatchRunEvent = { type: 'MatchRunDiscarded', data: { ...ids, kind: 'proposal', reason: 'aborted', by: 'ada' } };
    given(matchRunDecider, requested).when(abort).then(aborted);
    given(matchRunDecider, requested, aborted).when(abort).thenNothing();
    given(matchRunDecider, requested, aborted).when(complete).thenRefused('run-discarded');
    given(matchRunDecider, requested, completed()).when(abort).thenRefused('run-completed');
  });

  it('is published by a named person, once', () => {
    given(matchRunDecider, requested, completed()).when(publish).then(published);
    given(matchRunDecider, requested, completed(), published).when(publish).thenNothing();
    given(matchRunDecider, requested, completed()).when({ ...publish, by: ' ' }).thenRefused('publisher-not-named');
  });

  it('is not published by somebody whom it concerns', () =>
    given(matchRunDecider, requested, completed()).when({ ...publish, involved: true }).thenRefused('own-pairing'));

  it('is not published over a newer one, before it is completed, or once discarded', () => {
    given(matchRunDecider, requested, completed()).when({ ...publish, outdated: true }).thenRefused('run-outdated');
    given(matchRunDecider, requested).when(publish).thenRefused('run-not-completed');
    given(matchRunDecider, requested, completed(), discarded).when(publish).thenRefused('run-discarded');
    given(matchRunDecider).when(publish).thenRefused('run-not-found');
  });

  it('is put aside unless it was published', () => {
    given(matchRunDecider, requested).when(discard).then(discarded);
    given(matchRunDecider, requested, completed()).when(discard).then(discarded);
    given(matchRunDecider, requested, discarded).when(discard).thenNothing();
    given(matchRunDecider, requested, discarded).when(complete).thenRefused('run-discarded');
    given(matchRunDecider, requested, completed(), published).when(discard).thenRefused('run-published');
  });

  it('has a whole number as its seed', () =>
    given(matchRunDecider).when({ ...request, seed: 0.5 } as MatchRunCommand).thenRefused('seed-invalid'));
});

describe('a what-if', () => {
  const tryIt: MatchRunCommand = { type: 'request', ...tried };

  it('names the run it is compared with', () => {
    given(matchRunDecider).when(tryIt).then(requestedToTry);
    given(matchRunDecider).when({ ...request, kind: 'what-if' } as MatchRunCommand).thenRefused('what-if-incomplete');
    given(matchRunDecider).when({ ...tryIt, kind: 'proposal' } as MatchRunCommand).thenRefused('what-if-incomplete');
  });

  it('is never published', () => {
    given(matchRunDecider, requestedToTry, completed('what-if')).when(publish).thenRefused('what-if-not-publishable');
    given(matchRunDecider, requestedToTry).when(publish).thenRefused('what-if-not-publishable');
  });

  it.each(['power-distance', 'own-chain', 'chain-unknown', 'private'] as const)('never sets %s aside', (without) => {
    const peeking = { ...tryIt, whatIf: { ...tried.whatIf, without } } as MatchRunCommand;
    given(matchRunDecider).when(peeking).thenRefused('constraint-not-overridable');
  });
});

describe('laws of match runs', () => {
  it('any commands leave a state that folds from its events', () =>
    foldsFromItsEvents(matchRunDecider, fc.constantFrom<MatchRunCommand>(
      request, { type: 'request', ...tried }, complete, { ...complete, verdict: 'refused' }, publish, discard,
    )));
});
