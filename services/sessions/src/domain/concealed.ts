/**
 * Commands whose events must not name who acted: the metadata of an event are never sealed, and who left, rated, answered,
 * warned or raised is sealed in its data. They are handled with the actor `anonymous` and without correlation.
 */
export const concealedCommands: Readonly<Record<string, readonly string[]>> = {
  agreement: ['withdraw'],
  session: ['miss', 'writeNote'],
  assessment: ['assessSkill', 'assessGrowth'],
  checkIn: ['answer'],
  warning: ['raise', 'materialise'],
  concern: ['raise', 'write', 'allowDisclosure'],
  insight: ['share', 'clear'],
};

/** @param category of the stream, such as `agreement`. */
export function isConcealed(category: string, command: { readonly type: string }): boolean {
  return concealedCommands[category]?.includes(command.type) ?? false;
}
