import { useEffect, useState } from 'preact/hooks';
import { fill, formatDateTime, localName } from '../../../i18n/format.ts';
import { type Locale, localPath } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { followLive, type LiveSnapshot, liveStatus } from '../../../ui/live/live-incidents.ts';
import { percentWords, wordOf } from './words.ts';

/** An alert as the list shows it: nothing of the plate but its mask. */
export interface ListedAlert {
  id: string;
  state: string;
  kind: string;
  masked: string;
  likelihood: number;
  hits: number;
  lastSeenAt: string | Date;
  caseNumber: string;
  code: string;
  nameTh: string;
  nameEn: string;
  timeZone: string;
}

interface Props {
  words: Messages['alerts'];
  locale: Locale;
  zoneIds: readonly string[];
  eventId: string;
  alerts: readonly ListedAlert[];
}

interface Fresh {
  zoneIds: readonly string[];
  eventId: string;
  alerts: readonly ListedAlert[];
}

const isWaiting = ({ state }: ListedAlert): boolean => state === 'new' || state === 'confirmed';

/** Alerts, those that wait first: written by the server, then kept up to date. */
export function AlertList({ words, locale, zoneIds, eventId, alerts: atFirst }: Props) {
  const [alerts, setAlerts] = useState(atFirst);

  useEffect(() => {
    const snapshot: LiveSnapshot = { zoneIds, eventId, incidents: [] };
    const load = async (): Promise<LiveSnapshot> => {
      const fresh = await loadAlerts();
      setAlerts(fresh.alerts);
      return { zoneIds: fresh.zoneIds, eventId: fresh.eventId, incidents: [] };
    };
    const following = followLive(
      snapshot,
      load,
      () => {},
      (alert) => void (alert && load().catch(() => {})),
    );
    return following.stop;
  }, []);

  const [waiting, decided] = [alerts.filter(isWaiting), alerts.filter((alert) => !isWaiting(alert))];
  const list = (some: readonly ListedAlert[]) => (
    <ul class="plain-list watch-list">
      {some.map((alert) => (
        <AlertItem key={alert.id} {...{ words, locale, alert }} />
      ))}
    </ul>
  );
  return (
    <>
      <LiveState words={words} />
      <section aria-labelledby="waiting">
        <h2 id="waiting" aria-live="polite">
          {waiting.length > 0 ? fill(words.waitingCount, { count: waiting.length }) : words.waiting}
        </h2>
        {waiting.length === 0 && (
          <p class="card">
            {words.empty}
            <br />
            <span class="quiet">{words.emptyHow}</span>
          </p>
        )}
        {list(waiting)}
      </section>
      {decided.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">{words.decided}</h2>
          {list(decided)}
        </section>
      )}
    </>
  );
}

/** The same list, fresh. */
async function loadAlerts(): Promise<Fresh> {
  const answer = await fetch('/trpc/alerts.list');
  if (!answer.ok) throw new Error(`The alerts were refused with ${answer.status}.`);
  const { result }: { result: { data: Fresh } } = await answer.json();
  return result.data;
}

function LiveState({ words }: Pick<Props, 'words'>) {
  const { state } = liveStatus.value;
  const text = {
    connecting: words.liveConnecting,
    live: words.liveNow,
    waiting: words.liveWaiting,
    offline: words.liveOffline,
  }[state];
  return (
    <p class={`alert-live ${state}`} role={state === 'waiting' || state === 'offline' ? 'status' : undefined}>
      {text}
    </p>
  );
}

const looks: Record<string, string> = { new: 'alarm', confirmed: 'under-way', incident: 'under-way' };

function AlertItem({ words, locale, alert }: Pick<Props, 'words' | 'locale'> & { alert: ListedAlert }) {
  const { state, kind, lastSeenAt } = alert;
  return (
    <li>
      <a class={`card watch-item ${state === 'new' ? 'is-new' : ''}`} href={localPath(locale, `/alerts/${alert.id}`)}>
        <span class="row">
          <span class="watched">
            {kind === 'face' ? words.face : words.plate} {alert.masked}
          </span>
          <span class={`badge ${looks[state] ?? ''}`}>{wordOf(words, 'state', state)}</span>
        </span>
        <strong>{fill(words.likelihood, { percent: percentWords(alert.likelihood, locale) })}</strong>
        <span>
          {fill(words.camera, { code: alert.code })} · {localName(alert, locale)}
        </span>
        <span class="quiet">
          {words.seen} {formatDateTime(lastSeenAt, locale, alert.timeZone)} ·{' '}
          {fill(words.sightings, { count: alert.hits })}
        </span>
      </a>
    </li>
  );
}
