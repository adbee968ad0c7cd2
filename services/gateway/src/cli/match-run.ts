import type { Command } from './command.js';

/** What `POST /v1/match-runs/{id}/verify` answers. */
interface Verification {
  readonly verdict: 'same' | 'hashes-only' | 'differs';
  readonly differs: readonly string[];
  readonly erased: number;
  readonly certificate: string;
  readonly pairsChecked: number;
}

export const verifyMatchRun: Command = {
  words: 'match-run verify',
  takes: 'ID',
  does: 'builds a match run again from the events and compares every byte',
  async run(gateway, [id]) {
    const found = await gateway.post<Verification>(`/v1/match-runs/${encodeURIComponent(id!)}/verify`);
    return { answer: found, lines: inWords(id!, found), failed: found.verdict === 'differs' };
  },
};

function inWords(runId: string, { verdict, differs, erased, certificate, pairsChecked }: Verification): readonly string[] {
  const gone = erased === 1 ? 'the inputs of 1 person are gone' : `the inputs of ${erased} people are gone`;
  const outcome = {
    same: 'built again from the events: the same bytes',
    'hashes-only': `${erased > 0 ? `${gone} by erasure` : 'another version of the engine computed it'}; what is left gives the hashes of the log`,
    differs: erased > 0 ? `differs; ${gone}` : 'differs',
  }[verdict];
  return [
    `match run ${runId}: ${outcome}`, ...differs.map((place) => `  ${place}`),
    `certificate ${certificate}: its prices were held against ${pairsChecked} pairs`,
  ];
}
