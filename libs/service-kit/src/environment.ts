/** How one environment variable is read: undefined input means that it is not set. */
export interface Variable<T> {
  readonly description: string;
  readonly required: boolean;
  /** @throws RangeError that says what the value has to be. */
  readonly parse: (value: string | undefined) => T;
}

export type Variables = Readonly<Record<string, Variable<unknown>>>;

export type Environment<V extends Variables> = { readonly [K in keyof V]: V[K] extends Variable<infer T> ? T : never };

/** Reads all variables at once. @throws Error that names everything that is missing or wrong, never a value. */
export function readEnvironment<V extends Variables>(variables: V, env: NodeJS.ProcessEnv): Environment<V> {
  const problems: string[] = [];
  const entries = Object.entries(variables).map(([name, variable]) => {
    const value = env[name] === '' ? undefined : env[name];
    try {
      if (value === undefined && variable.required) throw new RangeError('is not set');
      return [name, variable.parse(value)];
    } catch (error) {
      problems.push(`${name} ${(error as Error).message} (${variable.description})`);
      return [name, undefined];
    }
  });
  if (problems.length > 0) throw new Error(`The configuration is not complete:\n  ${problems.join('\n  ')}`);
  return Object.fromEntries(entries) as Environment<V>;
}

export function text(description: string): Variable<string>;
export function text(description: string, fallback: string): Variable<string>;
export function text(description: string, fallback?: string): Variable<string> {
  return { description, required: fallback === undefined, parse: (value) => value ?? fallback! };
}

/** @param check throws a RangeError that says what the value has to be, and does not show it. */
export function optional(description: string, check?: (value: string) => void): Variable<string | undefined> {
  return {
    description,
    required: false,
    parse: (value) => {
      if (value !== undefined) check?.(value);
      return value;
    },
  };
}

export function url(description: string): Variable<string> {
  return {
    description,
    required: true,
    parse: (value) => {
      if (!URL.canParse(value!)) throw new RangeError('is no URL');
      return value!;
    },
  };
}

export function port(description: string, fallback: number): Variable<number> {
  return {
    description,
    required: false,
    parse: (value = String(fallback)) => {
      if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw new RangeError('is no port');
      return Number(value);
    },
  };
}

/** A whole number of at least 1. */
export function count(description: string, fallback: number): Variable<number> {
  return {
    description,
    required: false,
    parse: (value = String(fallback)) => {
      if (!/^[1-9]\d{0,5}$/.test(value)) throw new RangeError('is no number of at least 1');
      return Number(value);
    },
  };
}

export function oneOf<const T extends string>(description: string, values: readonly T[], fallback: T): Variable<T> {
  return {
    description,
    required: false,
    parse: (value = fallback) => {
      if (!values.includes(value as T)) throw new RangeError(`is none of ${values.join(', ')}`);
      return value as T;
    },
  };
}

/** A secret of at least `bytes` bytes in base64. */
export function secret(description: string, bytes: number): Variable<Buffer> {
  return {
    description,
    required: true,
    parse: (value) => {
      const decoded = Buffer.from(value!, 'base64');
      if (decoded.length < bytes) throw new RangeError(`has to be at least ${bytes} bytes in base64`);
      return decoded;
    },
  };
}
