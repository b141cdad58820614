import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { FoundThing } from './map-client.ts';

interface Props {
  words: Messages['map'];
  /** What was asked for without JavaScript, in the address. */
  text: string;
  search: (text: string, signal: AbortSignal) => Promise<FoundThing[]>;
  onChoose: (found: FoundThing) => void;
}

const pauseMilliseconds = 250;

/** A search box with its results below it: an ARIA combobox by the pattern of the W3C's authoring practices. */
export function SearchBox({ words, text: firstText, search, onChoose }: Props) {
  const [text, setText] = useState(firstText);
  const [found, setFound] = useState<FoundThing[] | null>(null);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const asked = text.trim();
    setActive(-1);
    if (asked === '' || asked === firstText) return setFound(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      search(asked, abort.signal).then(setFound, () => setFound(null));
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const choose = (thing: FoundThing): void => {
    setFound(null);
    setText(thing.title);
    onChoose(thing);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const count = found?.length ?? 0;
    if (event.key === 'Escape') setFound(null);
    if (count === 0) return;
    if (event.key === 'ArrowDown') setActive((active + 1) % count);
    else if (event.key === 'ArrowUp') setActive((active - 1 + count) % count);
    else if (event.key === 'Enter') {
      const thing = found?.[Math.max(active, 0)];
      if (thing) choose(thing);
    } else return;
    event.preventDefault();
  };

  const isOpen = found !== null;
  return (
    <search class="map-search">
      <MapIcon name="search" />
      <input
        ref={input}
        class="input"
        type="search"
        name="text"
        role="combobox"
        autocomplete="off"
        aria-label={words.searchLabel}
        placeholder={words.searchHint}
        aria-expanded={isOpen}
        aria-controls="map-search-results"
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `map-search-${active}` : undefined}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div id="map-search-results" role="listbox" aria-label={words.searchLabel} hidden={!found?.length}>
        {found?.map((thing, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus.
          // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are not focused, the input is.
          <div
            key={`${thing.type}${thing.id ?? index}`}
            id={`map-search-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => choose(thing)}
          >
            <strong>{thing.title}</strong>
            <span class="map-found-note">{thing.subtitle}</span>
          </div>
        ))}
      </div>
      <p class={found?.length === 0 ? 'map-search-none' : 'visually-hidden'} role="status">
        {found &&
          (found.length > 0 ? fill(words.searchFound, { count: found.length }) : fill(words.searchNothing, { text }))}
      </p>
    </search>
  );
}
