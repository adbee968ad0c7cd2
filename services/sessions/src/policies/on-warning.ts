import { handleCommand, type Recorded } from '@flipside/event-sourcing';
import { definePolicy, TransientFault, type Feed } from '@flipside/feeds';
import type { KnownPeople, KnownProgramme, KnownProgrammes, Mergers } from '@flipside/participants-view';
import { warningStream, type WarningEvent } from '../domain/warning/events.js';
import type { Targets } from '../targets.js';

type Event = Recorded<WarningEvent>;
type Raised = Extract<WarningEvent, { type: 'WarningRaised' }>['data'];

/** A warning goes to the audience that its raiser chose: the own leader, who answers for risks (the sponsor), the custodian. */
export function onWarning(feed: Feed<Event>, targets: Targets, programmes: KnownProgrammes, people: KnownPeople) {
  return definePolicy<Event>({
    name: 'on-warning',
    feed,
    expected: ['wrong-audience', 'warning-over', 'warning-owned', 'subject-erased'],
    on: {
      WarningRaised: async ({ data, stream, metadata }, context) => {
        const [programme, mergers] = await Promise.all([programmes.one(data.programmeId), people.mergers()]);
        if (!programme) throw new TransientFault('the programme of a warning is not known yet');
        const recipientId = recipientOf(data, programme, mergers);
        if (recipientId === undefined) return;
        const command = { type: 'route', recipientId, at: metadata.at } as const;
        await handleCommand(targets.warning, warningStream(data.warningId), command, context.command(stream));
      },
    },
  });
}

/**
 * The first of those the audience means who neither raised it nor, where somebody else was meant, is the own leader: a
 * sponsor who is that leader is passed over for the custodian, whichever of their ids holds the office.
 */
export function recipientOf(raised: Raised, { sponsorId, custodianId, deputyId }: KnownProgramme, { survivorOf }: Mergers): string | undefined {
  const { audience, raiserId, leaderId } = raised;
  if (audience === 'own-leader') return leaderId ?? undefined;
  const wanted = audience === 'risk-owner' ? [sponsorId, custodianId, deputyId] : [custodianId, deputyId];
  const own = [raiserId, leaderId].map((id) => id && survivorOf(id));
  return wanted.find((id): id is string => id !== null && !own.includes(survivorOf(id)));
}
