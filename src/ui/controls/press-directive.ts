import type { ClientDirective } from 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    'client:press'?: boolean;
  }
}

/**
 * `client:press`: an island whose code is fetched when the reader reaches for it, and that then hears the press that woke
 * it. A link stays a link: with a key for a new tab, or when the code cannot be fetched, it leads where it leads.
 */
const press: ClientDirective = (load, _options, element) => {
  const listening = new AbortController();
  let waking: Promise<void> | undefined;
  const isAsleep = (): boolean => element.hasAttribute('ssr');

  const wake = (): Promise<void> => {
    waking ??= load()
      .then((hydrate) => hydrate())
      .finally(() => {
        waking = undefined;
      });
    return waking;
  };

  const onClick = async (event: MouseEvent): Promise<void> => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!pressed || wantsNewTab) return;
    event.preventDefault();
    event.stopPropagation();
    pressed.ariaBusy = 'true';
    if (isAsleep()) await wake();
    pressed.ariaBusy = null;
    // Of what could not be fetched, a link leads on by itself and a button can be pressed again.
    if (isAsleep() && !(pressed instanceof HTMLAnchorElement)) return;
    listening.abort();
    pressed.click();
  };

  const reachFor = (): void => {
    if (isAsleep()) void wake();
  };
  const { signal } = listening;
  element.addEventListener('pointerenter', reachFor, { signal });
  element.addEventListener('focusin', reachFor, { signal });
  element.addEventListener('click', onClick, { signal, capture: true });
};

export default press;
