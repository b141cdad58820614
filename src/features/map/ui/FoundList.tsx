import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { FoundThing } from './map-client.ts';

interface Props {
  words: Messages['map'];
  found: readonly FoundThing[];
  text: string;
}

/** What a search without JavaScript found. */
export function FoundList({ words, found, text }: Props) {
  if (text === '') return null;
  if (found.length === 0) return <p class="map-empty">{fill(words.searchNothing, { text })}</p>;
  return (
    <section class="map-detail">
      <h2>{fill(words.searchFound, { count: found.length })}</h2>
      <ul class="plain-list">
        {found.map((thing) => (
          <li key={`${thing.type}${thing.id ?? thing.title}`} class="map-thing">
            <span class="map-thing-text">
              <strong>{thing.path ? <a href={thing.path}>{thing.title}</a> : thing.title}</strong>
              <span class="map-thing-note">{thing.subtitle}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
