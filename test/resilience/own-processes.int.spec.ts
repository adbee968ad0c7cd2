import { randomUUID } from 'node:crypto';
import { OwnProcesses } from './kit/own-processes.js';

describe('every service as a process of its own', () => {
  const processes = new OwnProcesses();
  beforeAll(() => processes.start());
  afterAll(() => processes.close());

  it('takes a command at the gateway, and tells another service', async () => {
    const admin = { role: 'programme-admin', personId: randomUUID() } as const;
    const made = await processes.ask('POST', '/v1/programmes', admin, { name: 'Learn from below' });
    expect(made.status).toBe(201);
    const programmeId = made.body.id;
    const own = await processes.ask('GET', `/v1/match-runs?programmeId=${programmeId}`, { ...admin, personId: randomUUID() });
    expect(own.status).toBe(404);
    for (let status = 0; status !== 200; await new Promise((resolve) => setTimeout(resolve, 50))) {
      // Matching knows whose programme it is: it read the contract and was given the key of the sealed admin.
      ({ status } = await processes.ask('GET', `/v1/match-runs?programmeId=${programmeId}`, admin));
      expect([200, 404]).toContain(status);
    }
  });

  it('answers every request that it takes when it is told to end in the middle of load, and ends in order', async () => {
    const admin = { role: 'programme-admin', personId: randomUUID() } as const;
    const before = await processes.count('participants', 'ProgrammeCreated');
    const answers: (number | undefined)[] = [];
    let goOn = true;
    const client = async (): Promise<void> => {
      while (goOn) answers.push(await processes.ask('POST', '/v1/programmes', admin, { name: 'In the middle of load' }).then(({ status }) => status, () => undefined));
    };
    const clients = Array.from({ length: 8 }, client);
    const many = async (status: number): Promise<void> => {
      while (answers.filter((one) => one === status).length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await many(201);
    expect(await processes.end('participants')).toBe(0);
    await many(503); // the gateway says that it is away: nothing of these was done
    goOn = false;
    await Promise.all(clients);
    expect(new Set(answers)).toEqual(new Set([201, 503]));
    expect(await processes.count('participants', 'ProgrammeCreated')).toBe(before + answers.filter((one) => one === 201).length);
    expect(await processes.stop()).toEqual({ participants: 0, matching: 0, sessions: 0, analytics: 0, gateway: 0 });
  });
});
