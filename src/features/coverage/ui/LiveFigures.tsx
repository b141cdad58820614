import { useEffect, useState } from 'preact/hooks';
import { followLive, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';

interface Props {
  zoneId: string;
  /** Where the zone's stream stood when the page was made. */
  eventId: string;
  /** The id of the element whose figures follow. */
  target: string;
  /** What is said when they have changed. */
  renewed: string;
}

/** Fetches this page again when coverage was worked out anew, and puts its figures in the place of those that are here. */
export function LiveFigures({ zoneId, eventId, target, renewed }: Props) {
  const [note, setNote] = useState('');
  useEffect(() => {
    const snapshot: LiveSnapshot = { zoneIds: [zoneId], eventId, incidents: [] };
    let asked = 0;
    const renew = async (): Promise<void> => {
      asked += 1;
      const mine = asked;
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(target);
      const shown = document.getElementById(target);
      if (!answer.ok || !fresh || !shown || mine !== asked) return;
      keepOpen(shown, fresh);
      shown.replaceChildren(...fresh.childNodes);
      setNote(renewed);
    };
    // Figures that could not be had stay as they were, and follow with the next change.
    const { stop } = followLive(
      snapshot,
      async () => ({ ...snapshot, eventId: '' }),
      () => void renew().catch(() => {}),
    );
    return stop;
  }, []);
  return (
    <p class="quiet cover-renewed" role="status">
      {note}
    </p>
  );
}

/** What the reader had unfolded stays so. */
function keepOpen(shown: Element, fresh: Element): void {
  const folds = fresh.querySelectorAll('details');
  shown.querySelectorAll('details').forEach((fold, at) => {
    const other = folds[at];
    if (other) other.open = fold.open;
  });
}
