/** Keeps what was made under a key as long as the version it was made from is the current one, and it has room. */
export interface Cache<Value> {
  get(key: string, version: number): Value | undefined;
  set(key: string, version: number, value: Value, bytes: number): void;
}

/** A cache of at most `mostBytes`; what was not used for longest goes first. */
export function createCache<Value>(mostBytes: number): Cache<Value> {
  const kept = new Map<string, { version: number; value: Value; bytes: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  return {
    get(key, version) {
      const found = kept.get(key);
      if (!found) return undefined;
      // A map remembers the order of insertion: what is used goes to its end.
      kept.delete(key);
      kept.set(key, found);
      if (found.version === version) return found.value;
      drop(key);
      return undefined;
    },
    set(key, version, value, bytes) {
      drop(key);
      kept.set(key, { version, value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}
