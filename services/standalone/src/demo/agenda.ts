import { moveTo, type Demo } from './demo.js';
import { each } from './each.js';

interface Task {
  readonly at: string;
  work(): Promise<unknown>;
}

/** In the evening people write down what the day brought; few moments make business time quick to move. */
const EVENING = 'T20:00:00Z';

/** What is going to be done at which moment of business time. Whatever is done may put more on it. */
export class Agenda {
  private tasks: Task[] = [];

  /** At a moment, to the minute. */
  at(moment: string, work: Task['work']): void {
    this.tasks.push({ at: new Date(moment).toISOString(), work });
  }

  /** On the evening of a day; of an instant's day, or the next one where it lies later. */
  evening(moment: string, work: Task['work']): void {
    const day = moment.slice(0, 10);
    const evening = new Date(`${day}${EVENING}`);
    const after = moment.length > 10 && Date.parse(moment) > evening.getTime();
    this.at(new Date(evening.getTime() + (after ? 86_400_000 : 0)).toISOString(), work);
  }

  /** Moves time from moment to moment and does what is due, until a moment and not beyond. */
  async run(demo: Demo, until: string): Promise<void> {
    const end = new Date(until).toISOString();
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      const now = next;
      const due = this.tasks.filter(({ at }) => at <= now);
      this.tasks = this.tasks.filter(({ at }) => at > now);
      await moveTo(demo, now);
      await each(due, ({ work }) => work());
    }
    await moveTo(demo, end);
  }

  private next(end: string): string | undefined {
    return this.tasks.reduce<string | undefined>((first, { at }) => (at <= end && (first === undefined || at < first) ? at : first), undefined);
  }
}
