import { asyncApi } from './asyncapi.js';
import { allTopics, bundleOf } from './schemas.js';

/** The documents that are committed: path within this library ▸ content. */
export function documentFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['asyncapi.json', asFile(asyncApi())],
    ...allTopics().map((topic): [string, string] => [`schemas/${topic.topic}.json`, asFile(bundleOf(topic))]),
  ]);
}

export function asFile(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
