const PREFIX = '#/components/schemas/';

/** Names of the schemas that a piece of a document refers to itself. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  visit(value, (name) => found.add(name));
  return found;
}

function visit(value: unknown, found: (name: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === '$ref' && typeof child === 'string' && child.startsWith(PREFIX)) found(child.slice(PREFIX.length));
    else visit(child, found);
  }
}

/** The same piece with every reference to a schema under its new name; discriminator mappings are references too. */
export function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === 'string' && value.startsWith(PREFIX)) {
    return `${PREFIX}${names.get(value.slice(PREFIX.length)) ?? value.slice(PREFIX.length)}` as T;
  }
  if (Array.isArray(value)) return value.map((each) => renamed(each as unknown, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renamed(child as unknown, names)])) as T;
}

/** The schemas that the roots reach, directly or through others; sorted by name. */
export function reachable(roots: unknown, schemas: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = new Set(referencesIn(roots));
  for (const name of names) for (const next of referencesIn(schemas[name])) names.add(next); // a Set visits what is added meanwhile
  return Object.fromEntries([...names].sort().map((name) => [name, schemas[name]]));
}

/** JSON with sorted keys: equal for equal content. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  );
}
