import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import { ageWords } from './words.ts';

/** Another system that tells incidents and has been silent for too long. */
export interface SilentSource {
  id: string;
  name: string;
  silentSince: string;
}

interface Props {
  words: Messages['incidents'];
  sources: readonly SilentSource[];
  now: Date;
}

const minuteMilliseconds = 60_000;
const mostMinutes = 90;

/** Says which other systems are missed, because what they would have told is not in the list. */
export function SilentSources({ words, sources, now }: Props) {
  return (
    <div role="status">
      {sources.map(({ id, name, silentSince }) => {
        const minutes = Math.max(0, Math.floor((now.getTime() - new Date(silentSince).getTime()) / minuteMilliseconds));
        const age = minutes < mostMinutes ? fill(words.silentMinutes, { minutes }) : ageWords(words, silentSince, now);
        return (
          <p key={id} class="notice vote silent-source">
            {fill(words.silentSource, { name, age })}
          </p>
        );
      })}
    </div>
  );
}
