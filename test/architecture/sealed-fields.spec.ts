import { matchingSealed, participantsSealed, SEALED_UNDER, sessionsSealed, type ContractDefinition, type SealedUnder } from '@flipside/contracts';
import type { DomainEvent, EventSchemas } from '@flipside/event-sourcing';
import { pairingSchemas } from '@flipside/matching/domain/pairing/schemas';
import { enrolmentSchemas } from '@flipside/participants/domain/enrolment/events';
import { personSchemas } from '@flipside/participants/domain/person/events';
import { programmeSchemas } from '@flipside/participants/domain/programme/events';
import { sessionsSchemas } from '@flipside/sessions/domain/schemas';

type Contracts = Readonly<Record<string, ContractDefinition>>;

const sealing = { ...enrolmentSchemas, ...personSchemas, ...programmeSchemas, ...pairingSchemas, ...sessionsSchemas } as unknown as EventSchemas<DomainEvent>;
const contracts: Contracts = { ...participantsSealed, ...matchingSealed, ...sessionsSealed };

/** Whose keys a rule takes, whichever side acts: asked with data in which every field holds its own name. */
function subjectsOf(subjects: (data: never) => unknown): readonly string[] {
  const asked = ['mentor', 'mentee'].map((side) => subjects(new Proxy({}, { get: (_, name) => (['side', 'rater', 'role'].includes(String(name)) ? side : String(name)) }) as never));
  return [...new Set(asked.flat() as string[])].sort();
}

describe('the sealed fields of contracts', () => {
  const told = Object.entries(contracts).flatMap(([type, { sealed }]) => Object.entries(sealed?.properties ?? {}).map(([field, schema]) => [type, field, schema] as const));

  it('are sealed under the class and the keys that their contracts name', () => {
    expect(told.length).toBeGreaterThan(40);
    for (const [type, field, schema] of told) {
      const named = (schema as unknown as { readonly [SEALED_UNDER]: SealedUnder })[SEALED_UNDER];
      const rules = (sealing[type]!.seal ?? []).filter(({ fields }) => (fields as readonly string[]).includes(field));
      const found = rules.map((rule) => ({ class: rule.class, subjects: subjectsOf(rule.subjects) }));
      expect([type, field, found]).toEqual([type, field, [{ class: named.class, subjects: [...named.subjects].sort() }]]);
    }
  });
});
