import { metersBetween } from '../../../compute/geometry/nearest-place.ts';

/*
 * Orders the cameras to visit by how far they are from the reader, who has to ask for it. The position stays in the
 * browser. Without this the list stands by how much a visit would tell.
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
if (nearest?.parentElement && 'geolocation' in navigator) nearest.parentElement.hidden = false;
