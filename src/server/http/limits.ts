import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often one address may write, and try to sign in. Reading is not limited here. */
const writesPerMinute = 60;
const signInsPerQuarterHour = 20;
/**
 * What machines sign, by its kind. Hundreds of devices stand behind one gateway; each of them speaks every few minutes.
 * A press has a measure of its own, so that no flood of heartbeats keeps it out. Other systems have each a measure of
 * their own behind this one, which is only there against what is not signed.
 */
const signedPerMinute = { heartbeat: 600, press: 600, analytics: 600, ingest: 15_000 };

/** What is written: a form of a page, an attempt to sign in, or a message that a machine has signed. */
type WriteKind = 'form' | 'sign-in' | keyof typeof signedPerMinute;

export interface WriteLimits {
  /** Seconds to wait before trying again, or 0 when the request may pass. */
  secondsToWait(address: string, kind: WriteKind): Promise<number>;
}

export function createWriteLimits(): WriteLimits {
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const signIns = new RateLimiterMemory({ points: signInsPerQuarterHour, duration: 900 });
  const writes = perMinute(writesPerMinute);
  const signed = {
    heartbeat: perMinute(signedPerMinute.heartbeat),
    press: perMinute(signedPerMinute.press),
    analytics: perMinute(signedPerMinute.analytics),
    ingest: perMinute(signedPerMinute.ingest),
  };
  return {
    async secondsToWait(address, kind) {
      try {
        await (kind === 'form' || kind === 'sign-in' ? writes : signed[kind]).consume(address);
        if (kind === 'sign-in') await signIns.consume(address);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}
