/**
 * Ends a program that offers tokens of any role and a clock that can be moved, unless it was said that this is wanted.
 * @param command the npm script that says it.
 */
export function onlyInDevelopment(command: string, mode = process.env.FLIPSIDE_MODE): void {
  if (mode === 'development') return;
  process.stderr.write(
    'This program is for development: it gives tokens of any role to whoever asks, and lets them move business time.\n' +
    `Start it with \`${command}\`, or with FLIPSIDE_MODE=development in its environment.\n` +
    'For production run each service and the gateway by its own main.ts, with an issuer of your own.\n',
  );
  process.exit(1);
}
