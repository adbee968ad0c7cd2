import type { ServiceName } from '@flipside/contracts';
import { clientTypes } from '@flipside/gateway/openapi/client-types';
import { describeGateway } from '@flipside/gateway/openapi/describe';
import type { OpenApi } from '@flipside/gateway/openapi/document';
import { errorTable } from './error-table.js';

/** Everything that is generated from the routes and committed: path in the repository ▸ content. */
export async function generatedFiles(documents: ReadonlyMap<ServiceName, OpenApi>): Promise<ReadonlyMap<string, string>> {
  const merged = await describeGateway(documents);
  return new Map([
    ...[...documents].map(([name, document]): [string, string] => [`services/${name}/openapi.json`, asFile(document)]),
    ['services/gateway/openapi.json', asFile(merged)],
    ['services/gateway/src/client/api.ts', clientTypes(merged)],
    ['docs/error-codes.md', errorTable()],
  ]);
}

function asFile(document: OpenApi): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
