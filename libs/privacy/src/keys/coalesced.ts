interface Waiting<K, V> {
  readonly keys: readonly K[];
  readonly resolve: (values: readonly V[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins calls that come while earlier ones are under way into the next one: many writers cost the store one round trip and
 * one commit together. A call that fails fails all that were joined in it.
 *
 * @param load answers in the order of its keys.
 * @param maxKeys of one joined call; a larger call goes alone.
 */
export function coalesced<K, V>(
  load: (keys: readonly K[]) => Promise<readonly V[]>,
  { maxKeys = 5_000, maxCalls = 2 } = {},
): (keys: readonly K[]) => Promise<readonly V[]> {
  const queue: Waiting<K, V>[] = [];
  let calls = 0;
  const next = (): void => {
    if (calls >= maxCalls || queue.length === 0) return;
    calls++;
    const joined = take(queue, maxKeys);
    void answer(joined, load).finally(() => {
      calls--;
      next();
    });
  };
  return (keys) => new Promise((resolve, reject) => {
    queue.push({ keys, resolve, reject });
    next();
  });
}

function take<K, V>(queue: Waiting<K, V>[], maxKeys: number): readonly Waiting<K, V>[] {
  let keys = 0;
  let count = 0;
  for (; count < queue.length; count++) {
    keys += queue[count]!.keys.length;
    if (count > 0 && keys > maxKeys) break;
  }
  return queue.splice(0, count);
}

async function answer<K, V>(calls: readonly Waiting<K, V>[], load: (keys: readonly K[]) => Promise<readonly V[]>): Promise<void> {
  try {
    const values = await load(calls.flatMap((call) => call.keys));
    let from = 0;
    for (const call of calls) call.resolve(values.slice(from, (from += call.keys.length)));
  } catch (error) {
    for (const call of calls) call.reject(error);
  }
}
