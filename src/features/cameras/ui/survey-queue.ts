import { metersBetween } from '../../../compute/geometry/nearest-place.ts';
import { fill } from '../../../i18n/format.ts';

/*
 * Orders the cameras to visit by how far they are from the reader, who has to ask for it; the position stays in the
 * browser. Keeps the pages of the first of them on the phone, for where there is no signal. Without this the list stands
 * by how much a visit would tell.
 */

interface Row {
  element: HTMLElement;
  longitude: number;
  latitude: number;
}

const list = document.querySelector<HTMLElement>('#survey-queue');
const nearest = document.querySelector<HTMLButtonElement>('#queue-nearest');
const worth = document.querySelector<HTMLButtonElement>('#queue-worth');
const status = document.querySelector<HTMLElement>('#queue-status');

const rows = [...(list?.querySelectorAll<HTMLElement>('[data-place]') ?? [])].map((element): Row => {
  const [longitude = 0, latitude = 0] = (element.dataset.place ?? '').split(',').map(Number);
  return { element, longitude, latitude };
});

function say(text: string | undefined): void {
  if (status) status.textContent = text ?? '';
}

function orderFrom(here: { longitude: number; latitude: number }): void {
  const away = rows.map((row) => ({ ...row, meters: metersBetween(here, row) }));
  for (const { element, meters } of away) {
    const badge = element.querySelector<HTMLElement>('[data-distance]');
    if (!badge) continue;
    badge.hidden = false;
    badge.textContent = (list?.dataset.away ?? '').replace('{meters}', Math.round(meters).toLocaleString());
  }
  list?.append(...away.sort((one, other) => one.meters - other.meters).map(({ element }) => element));
  if (worth) worth.hidden = false;
  say(nearest?.dataset.found);
}

nearest?.addEventListener('click', () => {
  say(nearest.dataset.finding);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => orderFrom(coords),
    () => say(nearest.dataset.failed),
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
  );
});
worth?.addEventListener('click', () => {
  list?.append(...rows.map(({ element }) => element));
  worth.hidden = true;
  say('');
});
if (nearest?.parentElement) nearest.parentElement.hidden = false;
if (nearest && 'geolocation' in navigator) nearest.hidden = false;

const take = document.querySelector<HTMLButtonElement>('#queue-take');

/** Has the service worker keep a page; whether it could. */
async function keepPage(path: string): Promise<boolean> {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    active?.postMessage({ keep: path }, [port2]);
  });
}

/** Keeps the first of the list as it is ordered now, one after another, and says how far it is. */
async function takeAlong(button: HTMLButtonElement): Promise<void> {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>('h2 a') ?? [])].slice(0, Number(button.dataset.count));
  let done = 0;
  button.disabled = true;
  for (const { pathname } of links) {
    say(fill(button.dataset.taking ?? '', { done, count: links.length }));
    if (await keepPage(pathname)) done += 1;
  }
  say(fill(button.dataset.taken ?? '', { done }));
  button.disabled = false;
}

take?.addEventListener('click', () => void takeAlong(take));
if (take && 'serviceWorker' in navigator) take.hidden = false;
