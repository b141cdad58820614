import { headingOfDevice, meanHeading, wholeHeading } from '../../../compute/geometry/headings.ts';

/** A few seconds of what the compass said. */
const keptMilliseconds = 3000;
const leastSamples = 5;
/** Beyond this the needle swings too much to be believed: iron, a motor or a hand that moves. */
const unsteadyDegrees = 12;

/** Safari asks before it tells, when somebody has pressed. */
async function isAllowed(): Promise<boolean> {
  const ask: unknown = 'requestPermission' in DeviceOrientationEvent && DeviceOrientationEvent.requestPermission;
  if (typeof ask !== 'function') return true;
  try {
    return (await ask.call(DeviceOrientationEvent)) === 'granted';
  } catch {
    return false;
  }
}

/** In Safari an event has the heading ready made. */
interface SafariEvent {
  webkitCompassHeading?: number;
}

/** The compass heading that the phone points in; undefined where this event does not know north. */
function headingIn(event: DeviceOrientationEvent & SafariEvent): number | undefined {
  if (typeof event.webkitCompassHeading === 'number') return wholeHeading(event.webkitCompassHeading);
  const { absolute, alpha, beta, gamma } = event;
  if (!absolute || alpha === null) return undefined;
  return headingOfDevice({ alpha, beta: beta ?? 0, gamma: gamma ?? 0 });
}

/** Lets the reader point the phone as the camera looks and take what the compass says, once it holds still. */
export function startCompass(form: HTMLFormElement): void {
  const tool = form.querySelector<HTMLElement>('#survey-compass');
  const start = tool?.querySelector<HTMLButtonElement>('[data-do="start"]');
  const take = tool?.querySelector<HTMLButtonElement>('[data-do="take"]');
  const dial = tool?.querySelector<HTMLElement>('.compass');
  const needle = tool?.querySelector<SVGElement>('.compass-needle');
  const reading = tool?.querySelector<HTMLElement>('.compass-reading');
  const status = tool?.querySelector<HTMLElement>('[role=status]');
  if (!tool || !start || !take || !dial || !needle || !reading || !status) return;
  if (!('DeviceOrientationEvent' in window)) return;
  tool.hidden = false;
  let samples: { heading: number; at: number }[] = [];
  const points = (tool.dataset.points ?? '').split('|');

  const show = (): void => {
    const mean = meanHeading(samples.map(({ heading }) => heading));
    if (!mean) return;
    const degrees = wholeHeading(Math.round(mean.headingDegrees));
    const isSteady = samples.length >= leastSamples && mean.spreadDegrees < unsteadyDegrees;
    needle.style.transform = `rotate(${degrees}deg)`;
    reading.textContent = `${degrees}° ${points[Math.round(degrees / 45) % 8] ?? ''}`;
    const words = isSteady ? status.dataset.steady : status.dataset.unsteady;
    if (status.textContent !== words) status.textContent = words ?? '';
    take.hidden = samples.length < leastSamples;
    take.value = String(degrees);
  };
  const hear = (event: Event): void => {
    const heading = event instanceof DeviceOrientationEvent ? headingIn(event) : undefined;
    if (heading === undefined) return;
    const now = performance.now();
    samples = [...samples.filter(({ at }) => now - at < keptMilliseconds), { heading, at: now }];
    dial.hidden = false;
    show();
  };
  const begin = async (): Promise<void> => {
    if (!(await isAllowed())) {
      status.textContent = status.dataset.denied ?? '';
      return;
    }
    start.hidden = true;
    addEventListener('deviceorientationabsolute', hear);
    addEventListener('deviceorientation', hear);
    status.textContent = status.dataset.waiting ?? '';
    setTimeout(() => {
      if (samples.length === 0) status.textContent = status.dataset.none ?? '';
    }, keptMilliseconds);
  };
  start.addEventListener('click', () => void begin());
  take.addEventListener('click', () => {
    for (const [name, value] of [
      ['heading', take.value],
      ['headingWay', 'compass'],
    ] as const) {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
    status.textContent = (status.dataset.taken ?? '').replace('{degrees}', take.value);
  });
}
