import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  before: { source: string; alt: string };
  after: { source: string; alt: string };
  words: { before: string; after: string; slider: string };
}

/**
 * Two photos of one spot. As it comes from the server they stand side by side; where scripts run, one lies over the other and
 * a range input, by hand or by arrow keys, moves the edge between them.
 */
export function BeforeAfter({ before, after, words }: Props) {
  const isSliding = useSignal(false);
  const percent = useSignal(50);
  const onTop = useRef<HTMLElement>(null);
  const divider = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    isSliding.value = true;
  }, [isSliding]);
  // Through the style's own properties, because the page's policy allows no style attribute.
  useSignalEffect(() => {
    const share = percent.value;
    if (!isSliding.value) return;
    onTop.current?.style.setProperty('clip-path', `inset(0 ${100 - share}% 0 0)`);
    divider.current?.style.setProperty('inset-inline-start', `${share}%`);
  });
  const move = (event: Event): void => {
    if (event.currentTarget instanceof HTMLInputElement) percent.value = Number(event.currentTarget.value);
  };
  return (
    <div>
      <div class={isSliding.value ? 'comparison sliding' : 'comparison'}>
        <figure class="before" ref={onTop}>
          <img src={before.source} alt={before.alt} loading="lazy" decoding="async" />
          <figcaption>{words.before}</figcaption>
        </figure>
        <figure class="after">
          <img src={after.source} alt={after.alt} loading="lazy" decoding="async" />
          <figcaption>{words.after}</figcaption>
        </figure>
        {isSliding.value && <span class="divider" ref={divider} />}
      </div>
      {isSliding.value && (
        <input
          class="comparison-range"
          type="range"
          min="0"
          max="100"
          step="1"
          value={percent.value}
          aria-label={words.slider}
          onInput={move}
        />
      )}
    </div>
  );
}
