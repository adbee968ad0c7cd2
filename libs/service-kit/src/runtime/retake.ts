import { retakeByPolicy, type Placed, type Retake } from '@flipside/feeds';
import { retakeByProjection } from '@flipside/read-models';
import type { ConsumersParts } from './consumers.js';

/** How a read model or policy takes parked events of a source once more; undefined where there is no such consumer any more. */
export function retakeOf({ policies, readModels, db }: Pick<ConsumersParts, 'policies' | 'readModels' | 'db'>, consumer: string, source: string): Retake<Placed> | undefined {
  const policy = policies.find(({ name, feed }) => name === consumer && feed.source === source);
  if (policy) return retakeByPolicy(policy, db) as Retake<Placed>;
  const model = readModels.find(({ projection }) => projection.name === consumer);
  const feed = model?.projection.feeds.find((one) => one.source === source);
  return model && feed && retakeByProjection(model, feed);
}
