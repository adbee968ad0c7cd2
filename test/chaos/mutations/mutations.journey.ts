import { testKafka } from '@flipside/testing/kafka';
import { noFindings } from '../checks/findings.js';
import { cases, type Mutation } from './mutations.js';
import { scenarios, type Scenario } from './scenarios.js';
import { Stage } from './stage.js';

const kafka = await testKafka();

/** Every promise is kept where a program dies or sleeps at its worst moment, and every mistake is found out there, every time. */
(kafka ? describe : describe.skip)('under fire', () => {
  async function play(scenario: Scenario, mutations: readonly Mutation[]) {
    const stage = await Stage.open(kafka!, mutations);
    try {
      return await scenarios[scenario](stage);
    } finally {
      await stage.close();
    }
  }

  it.each(cases)('$promise', async ({ scenario, points }) => {
    expect(await play(scenario, points)).toEqual(noFindings());
  }, 300_000);

  it.each(cases)('it is found out when $mistake', async ({ scenario, mutated, breaks }) => {
    expect((await play(scenario, mutated))[breaks]).not.toEqual([]);
  }, 300_000);
});
