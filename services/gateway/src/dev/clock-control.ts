/** Business time that can be moved, in development mode. Every service of the deployment goes by the same one, once it has looked. */
export interface ClockControl {
  /** Now, ISO 8601 in UTC. */
  now(): string;
  /** Moves business time on and keeps it, so that a restart does not go back. */
  set(to: string): Promise<void>;
}
