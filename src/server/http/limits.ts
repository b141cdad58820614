import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often one address may write, and try to sign in. Reading is not limited here. */
const writesPerMinute = 60;
const signInsPerQuarterHour = 20;
/** Hundreds of devices stand behind one gateway; each of them speaks every few minutes. */
const signedPerMinute = 600;

/** What is written: a form of a page, an attempt to sign in, or a message that a device has signed. */
type WriteKind = 'form' | 'sign-in' | 'signed';

export interface WriteLimits {
  /** Seconds to wait before trying again, or 0 when the request may pass. */
  secondsToWait(address: string, kind: WriteKind): Promise<number>;
}

export function createWriteLimits(): WriteLimits {
  const writes = new RateLimiterMemory({ points: writesPerMinute, duration: 60 });
  const signIns = new RateLimiterMemory({ points: signInsPerQuarterHour, duration: 900 });
  const signed = new RateLimiterMemory({ points: signedPerMinute, duration: 60 });
  return {
    async secondsToWait(address, kind) {
      try {
        await (kind === 'signed' ? signed : writes).consume(address);
        if (kind === 'sign-in') await signIns.consume(address);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}
