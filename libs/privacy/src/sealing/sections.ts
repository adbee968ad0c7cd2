import type { KeyObject } from 'node:crypto';
import type { SealedSection } from '@flipside/event-sourcing';
import type { DataKey } from '../key-ring.js';
import { open, seal } from './box.js';

/**
 * What a section is bound to: type of event, class and fields, so that it opens nowhere else. Its keys bind it to the people
 * and the scope; it is not bound to the event or stream, as neither is known when it is made, and a contract carries the
 * section on under its own stream. So a contract with a sealed section has the name of its event.
 */
export function contextOf(type: string, dataClass: string, fields: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([type, dataClass, fields]));
}

/** Seals the values of `fields`; those that are undefined stay so. @param keys innermost first. */
export function sealSection(
  dataClass: string,
  fields: readonly string[],
  context: Buffer,
  data: Readonly<Record<string, unknown>>,
  keys: readonly DataKey[],
): SealedSection {
  const json = JSON.stringify(Object.fromEntries(fields.map((field) => [field, data[field]])));
  const box = seal(json, keys.map((key) => key.secret), context);
  return { class: dataClass, keys: keys.map((key) => key.id), fields, box };
}

/**
 * The fields of sections; null where a key is missing. @throws SealBroken
 *
 * @param secretOf undefined for a key that was destroyed or is not granted.
 */
export function openSections(
  type: string,
  sections: readonly SealedSection[],
  secretOf: (keyId: string) => KeyObject | undefined,
): Record<string, unknown> {
  const opened: Record<string, unknown> = {};
  for (const section of sections) {
    const secrets = section.keys.map(secretOf);
    if (secrets.every((secret) => secret !== undefined)) {
      const context = contextOf(type, section.class, section.fields);
      Object.assign(opened, JSON.parse(open(section.box, secrets, context)));
    } else {
      for (const field of section.fields) opened[field] = null;
    }
  }
  return opened;
}
