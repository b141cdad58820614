import { AppError } from '../errors.ts';

/** Counts what owners hold at the same time. */
export interface Counter {
  /** Takes one for the owner and returns what gives it back; refuses when the owner holds `most` already. */
  take(owner: string, most: number): () => void;
}

export function createCounter(): Counter {
  const counts = new Map<string, number>();
  return {
    take(owner, most) {
      const count = counts.get(owner) ?? 0;
      if (count >= most) throw new AppError('too-many');
      counts.set(owner, count + 1);
      return () => {
        const left = (counts.get(owner) ?? 0) - 1;
        if (left > 0) counts.set(owner, left);
        else counts.delete(owner);
      };
    },
  };
}
