import { openTracing, readEnvironment, tracingVariables, type Tracing } from '@flipside/service-kit';

/** Traces of several programs in one process, where the variables of OpenTelemetry say where to. */
export class Tracings {
  private readonly opened: Tracing[] = [];
  private readonly config: ReturnType<typeof readEnvironment<typeof tracingVariables>>;

  /** @throws Error for a variable that is wrong. */
  constructor(environment: NodeJS.ProcessEnv) {
    this.config = readEnvironment(tracingVariables, environment);
  }

  /** Undefined where nobody wants traces. */
  readonly of = (program: string): Tracing | undefined => {
    const tracing = openTracing(program, this.config);
    if (tracing) this.opened.push(tracing);
    return tracing;
  };

  /** Sends what is not sent yet; a collector that is gone holds nobody up. */
  async close(): Promise<void> {
    await Promise.allSettled(this.opened.map((tracing) => tracing.close()));
  }
}
