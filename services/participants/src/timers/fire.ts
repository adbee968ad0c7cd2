import { handleCommand } from '@flipside/event-sourcing';
import type { FireTimer } from '@flipside/service-kit';
import { personStream } from '../domain/person/events.js';
import { withdrawAll, type PeopleSources } from '../policies/on-people.js';

/** What is due becomes a command; the decider sees itself whether there is still something to do. */
export function fireTimer(sources: Pick<PeopleSources, 'targets' | 'enrolments'>): FireTimer {
  return async ({ command }, context) => {
    const personId = command.personId as string;
    switch (command.type) {
      case 'end-employment': {
        const ending = { type: 'EndEmployment', personId, on: command.on as string } as const;
        return handleCommand(sources.targets.person, personStream(personId), ending, context);
      }
      case 'leave':
        return withdrawAll(sources, personId, 'left', () => context);
      default:
        throw new Error(`participants has no timer ${command.type}`);
    }
  };
}
