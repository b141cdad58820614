import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { liveStatus } from '../../../ui/live/live-incidents.ts';

interface Props {
  words: Messages['incidents'];
  locale: Locale;
}

/** Says whether what is shown is live, and how quick; heard by screen readers only when it is lost. */
export function LiveSign({ words, locale }: Props) {
  const { state, delaySeconds } = liveStatus.value;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const text = {
    connecting: words.liveConnecting,
    live: fill(words.liveNow, { seconds: formatNumber(delaySeconds ?? 0, locale, digits) }),
    waiting: words.liveWaiting,
    offline: words.liveOffline,
  }[state];
  return (
    <p class={`live-sign ${state}`} role={state === 'waiting' || state === 'offline' ? 'status' : undefined}>
      <span class="live-dot" aria-hidden="true" />
      {text}
    </p>
  );
}
