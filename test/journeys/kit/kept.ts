import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSettled } from '@flipside/service-kit';
import { openDataFolder } from '@flipside/standalone/engine/data-folder';
import { startPlatform } from '@flipside/standalone/engine/platform';
import { allServices } from '@flipside/standalone/services';
import { parkedIn, readLogs } from '../../chaos/checks/check.js';
import { noFindings, type Findings } from '../../chaos/checks/findings.js';
import { checkOrder } from '../../chaos/checks/log.js';
import { checkReadModels } from '../../chaos/checks/read-models.js';
import type { Told } from './told.js';
import { checkTold } from './told-in-log.js';

/** What is in the data of a demo that nobody has open, beside what the demo was told: logs, read models, what was parked. */
export async function checkKept(home: string, told: readonly Told[]): Promise<Findings> {
  const findings = noFindings();
  const failures: unknown[] = [];
  const platform = await startPlatform({
    folder: await openDataFolder(join(home, '.flipside/demo')), services: allServices, pace: 'frozen', firstMoment: new Date().toISOString(),
    logLevel: 'silent', news: () => undefined, onFailure: (error) => failures.push(error),
  });
  try {
    const services = [...platform.services.values()];
    while (!isSettled(await Promise.all(services.map(({ runtime }) => runtime.status())))) {
      if (failures.length > 0) throw failures[0];
      await sleep(20);
    }
    const left = { service: (name: never) => platform.services.get(name)! };
    const logs = await readLogs(left);
    checkOrder(logs, findings);
    checkTold(logs, told, findings);
    await checkReadModels(left, findings);
    for (const { base } of services) findings.parked.push(...(await parkedIn(base.database.pool)));
  } finally {
    await platform.stop();
  }
  return findings;
}
