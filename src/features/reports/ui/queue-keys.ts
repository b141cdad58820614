import { isTyping, letterOf } from '../../../ui/controls/keys.ts';

/*
 * The queue by keyboard: j and k walk the list, Enter opens (it is a link), / goes to the filter, u goes back to the
 * list. Keys typed into a field are the field's.
 */

function walk(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.queue-link')];
  const here = links.findIndex((link) => link.matches(':focus'));
  const next = here < 0 ? links[0] : links[here + step];
  next?.focus();
}

const actions: Record<string, () => void> = {
  j: () => walk(1),
  k: () => walk(-1),
  '/': () => document.querySelector<HTMLElement>('.filters select')?.focus(),
  u: () => document.querySelector<HTMLAnchorElement>('#back-to-queue')?.click(),
};

document.addEventListener('keydown', (event) => {
  const action = actions[letterOf(event)];
  if (isTyping(event) || !action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
