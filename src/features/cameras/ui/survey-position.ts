import { metersBetween } from '../../../compute/geometry/nearest-place.ts';

/** Ticks "put right" of a question, so that what belongs to it shows. */
export function putRight(form: HTMLFormElement, question: string): void {
  const choice = form.querySelector<HTMLInputElement>(`input[name="${question}"][value="put-right"]`);
  if (choice) choice.checked = true;
}

function setInput(form: HTMLFormElement, name: string, value: string): void {
  const input = form.elements.namedItem(name);
  if (!(input instanceof HTMLInputElement)) return;
  input.value = value;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** A phone's position is rarely better than this, whatever it says. */
const leastAccuracyMeters = 5;
/** Nobody who stands below a camera is so far from where it is said to be; they are on their way. */
const farMeters = 400;

/**
 * Tells how far the phone is from where the registry has the camera, as well as the phone knows, and offers to take the
 * phone's place instead. Nothing moves before the reader says so.
 */
export function startPosition(form: HTMLFormElement): void {
  const tool = form.querySelector<HTMLElement>('#survey-position');
  const find = tool?.querySelector<HTMLButtonElement>('[data-do="find"]');
  const take = tool?.querySelector<HTMLButtonElement>('[data-do="take"]');
  const status = tool?.querySelector<HTMLElement>('[role=status]');
  if (!tool || !find || !take || !status || !('geolocation' in navigator)) return;
  tool.hidden = false;
  const registered = { longitude: Number(tool.dataset.longitude), latitude: Number(tool.dataset.latitude) };
  let found: GeolocationCoordinates | undefined;

  const show = (coords: GeolocationCoordinates): void => {
    found = coords;
    const accuracy = Math.max(leastAccuracyMeters, Math.round(coords.accuracy));
    const meters = Math.round(metersBetween(registered, coords));
    const isAway = meters > accuracy && meters <= farMeters;
    const { same, away, far } = status.dataset;
    const message = (isAway ? away : meters > farMeters ? far : same) ?? '';
    status.textContent = message
      .replace('{meters}', meters.toLocaleString())
      .replace('{accuracy}', accuracy.toLocaleString());
    take.hidden = !isAway;
  };
  find.addEventListener('click', () => {
    status.textContent = status.dataset.finding ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => show(coords),
      () => {
        status.textContent = status.dataset.failed ?? '';
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    );
  });
  take.addEventListener('click', () => {
    if (!found) return;
    putRight(form, 'placeSays');
    setInput(form, 'longitude', found.longitude.toFixed(6));
    setInput(form, 'latitude', found.latitude.toFixed(6));
    status.textContent = status.dataset.taken ?? '';
    take.hidden = true;
  });
}
