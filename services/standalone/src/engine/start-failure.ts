import { DataDirectoryInUse } from '@flipside/embedded-postgres';

/** Why the product did not start: what to do where that is known, else where it came from. */
export function startFailure(error: unknown): string {
  if (error instanceof DataDirectoryInUse) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what listens there, or choose another one: npm start -- --port ${Number(port) + 1}`;
  }
  return error.stack ?? error.message;
}
