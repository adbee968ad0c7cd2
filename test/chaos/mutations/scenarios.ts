import type { Findings } from '../checks/findings.js';
import type { Stage } from './stage.js';

export type Scenario = 'relayDies' | 'relaySleeps' | 'toldTwice' | 'hearerDies' | 'hearerSleeps' | 'policyDies' | 'policyCut' | 'hearerRefused';

/** What happens, until nothing more would; what is wrong then. */
export const scenarios: Readonly<Record<Scenario, (stage: Stage) => Promise<Findings>>> = {
  relayDies: async (stage) => {
    await tellTwice(stage);
    return stage.lookAtTopic();
  },
  relaySleeps: async (stage) => {
    await stage.rig.append(20);
    const old = await stage.sleep('tell', 'telling');
    stage.start('tell');
    await stage.rig.told();
    await stage.rig.append(20);
    await stage.rig.told();
    await old.wake('relay waits'); // it is refused, or its checkpoint is
    return stage.lookAtTopic();
  },
  toldTwice: async (stage) => {
    await tellTwice(stage);
    stage.start('hear');
    await stage.heard();
    return stage.lookAtHearer();
  },
  hearerDies: (stage) => afterDeath(stage, 'rows'),
  policyDies: (stage) => afterDeath(stage, 'handled'),
  hearerSleeps: async (stage) => {
    await tell(stage);
    const old = await stage.sleep('hear', 'batch');
    stage.start('hear');
    await stage.heard();
    await old.wake('applied');
    await stage.rig.append(20);
    await stage.heard();
    return stage.lookAtHearer();
  },
  policyCut: async (stage) => {
    await tell(stage);
    stage.start('hear', { point: 'handling', how: 'cut' });
    await stage.heard();
    return stage.lookAtHearer();
  },
  hearerRefused: async (stage) => {
    await tell(stage);
    const leave = await stage.rig.takeGroup();
    const findings = await stage.endsByItself('hear');
    await leave();
    if (findings.stuck.length > 0) return findings;
    stage.start('hear'); // as whoever runs it does
    await stage.heard();
    return stage.lookAtHearer();
  },
};

async function tell(stage: Stage): Promise<void> {
  await stage.rig.append(60);
  stage.start('tell');
  await stage.rig.told();
}

/** A relay dies when its first block is acknowledged, and another goes on. */
async function tellTwice(stage: Stage): Promise<void> {
  await stage.rig.append(40);
  await stage.die('tell', 'told');
  await tell(stage);
}

async function afterDeath(stage: Stage, point: string): Promise<Findings> {
  await tell(stage);
  await stage.die('hear', point);
  stage.start('hear');
  await stage.heard();
  return stage.lookAtHearer();
}
