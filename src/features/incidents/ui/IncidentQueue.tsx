import { signal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { fill, formatDateTime } from '../../../i18n/format.ts';
import { type Locale, localPath } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { type FollowedIncident, followLive, keyOf, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import { LiveSign } from './LiveSign.tsx';
import { orderQueue } from './queue-order.ts';
import { type SilentSource, SilentSources } from './SilentSources.tsx';
import { ageWords, escalationWords, standingWords } from './words.ts';

interface Props {
  words: Messages['incidents'];
  locale: Locale;
  snapshot: LiveSnapshot;
  /** Other systems that have been silent for too long. */
  silentSources: SilentSource[];
  /** Names of kinds by code, in the reader's language. */
  kinds: Record<string, string>;
  zones: Record<string, { name: string; timeZone: string }>;
  /** When the server wrote the list, so that the first drawing here is the same. */
  now: string;
  /** The incident that is open beside the list, and how it is shown. */
  selected?: { id: string; changedAt: string; presses: number } | undefined;
}

const secondMilliseconds = 1_000;

/** The queue of live incidents: written by the server, then kept up to date. */
export function IncidentQueue(props: Props) {
  const { words, locale, snapshot, selected } = props;
  const incidents = useMemo(() => signal(new Map(snapshot.incidents.map((one) => [keyOf(one), one]))), []);
  const silent = useMemo(() => signal(props.silentSources), []);
  const [now, setNow] = useState(() => new Date(props.now));

  useEffect(() => {
    const load = async () => {
      const fresh = await loadQueue();
      silent.value = fresh.silentSources;
      return fresh;
    };
    const following = followLive(snapshot, load, undefined, undefined, () => void load().catch(() => {}));
    const stop = following.incidents.subscribe((all) => {
      incidents.value = new Map(all);
    });
    const clock = setInterval(() => setNow(new Date()), secondMilliseconds);
    return () => {
      clearInterval(clock);
      stop();
      following.stop();
    };
  }, []);

  const { open, ended } = orderQueue(incidents.value.values());
  const urgent = open.filter((incident) => incident.priority === 1).length;
  const chosen = selected && incidents.value.get(selected.id);
  const hasChanged =
    chosen?.changedAt !== undefined &&
    selected !== undefined &&
    (chosen.changedAt > selected.changedAt || (chosen.presses ?? 0) > selected.presses);
  const list = (some: readonly FollowedIncident[]) => (
    <ol class="plain-list queue">
      {some.map((incident) => (
        <QueueItem key={keyOf(incident)} {...props} incident={incident} clock={now} isSelected={incident === chosen} />
      ))}
    </ol>
  );
  return (
    <>
      <div class="queue-head">
        <p class="queue-counts">
          {urgent > 0 && <span class="urgent">{fill(words.urgentCount, { count: urgent })}</span>}
          <span>{fill(words.openCount, { count: open.length })}</span>
        </p>
        <LiveSign words={words} locale={locale} />
      </div>
      <SilentSources words={words} sources={silent.value} now={now} />
      {hasChanged && (
        <p class="notice vote queue-changed" role="status">
          {words.changed} <a href={localPath(locale, `/incidents/${selected?.id}`)}>{words.reload}</a>
        </p>
      )}
      {open.length === 0 && <p class="quiet queue-empty">{words.empty}</p>}
      {list(open)}
      {ended.length > 0 && (
        <details class="queue-ended">
          <summary>{words.endedTitle}</summary>
          {list(ended)}
        </details>
      )}
    </>
  );
}

/** The same list, fresh, for when something was lost. */
async function loadQueue(): Promise<LiveSnapshot & { silentSources: SilentSource[] }> {
  const answer = await fetch('/trpc/incidents.queue');
  if (!answer.ok) throw new Error(`The queue was refused with ${answer.status}.`);
  type Queue = Omit<LiveSnapshot, 'zoneIds'> & { zones: { id: string }[]; silentSources: SilentSource[] };
  const { result }: { result: { data: Queue } } = await answer.json();
  return { ...result.data, zoneIds: result.data.zones.map((zone) => zone.id) };
}

function QueueItem({
  words,
  locale,
  incident,
  kinds,
  zones,
  clock,
  isSelected,
}: Props & { incident: FollowedIncident; clock: Date; isSelected: boolean }) {
  const zone = zones[incident.zoneId];
  const occurredAt = incident.occurredAt ?? '';
  const isAlarm = incident.priority === 1 && incident.state === 'new';
  const escalation = escalationWords(words, incident);
  const state = standingWords(words, incident);
  return (
    <li>
      <a
        class={`queue-item ${isAlarm ? 'alarm' : ''} ${escalation ? 'escalated' : ''}`}
        href={localPath(locale, `/incidents/${incident.id}`)}
        aria-current={isSelected ? 'true' : undefined}
      >
        <span class={`priority p${incident.priority}`}>
          <span class="visually-hidden">{fill(words.priority, { priority: '' })}</span>
          {incident.priority}
        </span>
        <span class="queue-words">
          <strong>{kinds[incident.kind] ?? incident.kind}</strong>
          <span class="queue-state">{state}</span>
          <span class="quiet queue-summary">{incident.summary || zone?.name}</span>
          {escalation && <span class="queue-escalated">{escalation}</span>}
        </span>
        <time dateTime={occurredAt} title={formatDateTime(occurredAt, locale, zone?.timeZone ?? 'UTC')}>
          {ageWords(words, occurredAt, clock)}
        </time>
      </a>
    </li>
  );
}
