import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often one address may write, and try to sign in. Reading is not limited here. */
const writesPerMinute = 60;
const signInsPerQuarterHour = 20;

export interface WriteLimits {
  /** Seconds to wait before trying again, or 0 when the request may pass. */
  secondsToWait(address: string, isSigningIn: boolean): Promise<number>;
}

export function createWriteLimits(): WriteLimits {
  const writes = new RateLimiterMemory({ points: writesPerMinute, duration: 60 });
  const signIns = new RateLimiterMemory({ points: signInsPerQuarterHour, duration: 900 });
  return {
    async secondsToWait(address, isSigningIn) {
      try {
        await writes.consume(address);
        if (isSigningIn) await signIns.consume(address);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}
