import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How much one source may send: one gone mad must not drown what the others tell. */
export interface SourceLimits {
  /** Seconds until the source may send again, or 0 when its message may pass. */
  secondsToWait(sourceId: string, messagesPerMinute: number): Promise<number>;
}

const pointsPerMinute = 60_000;

/** Each process counts for itself, from when it started. */
export function createSourceLimits(): SourceLimits {
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: 60 });
  return {
    async secondsToWait(sourceId, messagesPerMinute) {
      try {
        await limiter.consume(sourceId, Math.ceil(pointsPerMinute / messagesPerMinute));
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}
