import { allContracts, type Audience, type ServiceName } from '@flipside/contracts';

/** The minor version of a contract as this code knows it; undefined for a type that it does not know. */
export function minorOf(service: ServiceName, audience: Audience, type: string): number | undefined {
  const definitions = allContracts[service][audience];
  return Object.hasOwn(definitions, type) ? definitions[type]!.minor : undefined;
}
