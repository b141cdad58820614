import { effect } from '@preact/signals';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { PlanCamera, PlanOverlay } from './plan-types.ts';
import type { Place } from './types.ts';

/** How far from its camera the handle is that turns it. */
const handlePixels = 76;
const stepDegrees = 1;
const wideStepDegrees = 10;
const metersPerDegree = 111_320;

/** Keeps a button on the map for each camera, and a handle that turns the selected one; returns what takes them away. */
export function followPlanCameras(map: MapLibre, plan: PlanOverlay): () => void {
  const markers = new Map<string, Marker>();
  const handle = createHandle(map, plan);
  const stop = effect(() => {
    const cameras = plan.cameras.value;
    const chosen = plan.selectedKey.value;
    const keys = new Set(cameras.map(({ key }) => key));
    for (const [key, marker] of markers) {
      if (keys.has(key)) continue;
      marker.remove();
      markers.delete(key);
    }
    for (const camera of cameras) {
      const known = markers.get(camera.key);
      const marker = known ?? createBody(map, plan, camera.key);
      marker.setLngLat(camera.place);
      describe(marker.getElement(), camera, camera.key === chosen);
      if (!known) marker.addTo(map);
      markers.set(camera.key, marker);
    }
    handle.follow(cameras.find(({ key }) => key === chosen));
  });
  return () => {
    stop();
    handle.remove();
    for (const marker of markers.values()) marker.remove();
  };
}

function describe(element: HTMLElement, camera: PlanCamera, isChosen: boolean): void {
  element.classList.toggle('chosen', isChosen);
  element.classList.toggle('changed', camera.isChanged);
  element.classList.toggle('unknown', camera.headingDegrees === undefined);
  element.setAttribute('aria-label', camera.name);
  element.setAttribute('aria-pressed', String(isChosen));
  element.title = camera.name;
  // The list beside the map goes through all cameras; on the map only the chosen one is stopped at.
  element.tabIndex = isChosen ? 0 : -1;
  element.style.zIndex = isChosen ? '2' : '1';
}

function createBody(map: MapLibre, plan: PlanOverlay, key: string): Marker {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'plan-camera';
  holdAndDrag(element, {
    start: () => plan.onSelect(key),
    move: (x, y) => {
      const { left, top } = map.getContainer().getBoundingClientRect();
      const { lng, lat } = map.unproject([x - left, y - top]);
      plan.onMove(key, [lng, lat]);
    },
    end: plan.onRest,
  });
  element.addEventListener('click', () => plan.onSelect(key));
  element.addEventListener('keydown', (event) => {
    const step = stepOf(event);
    const camera = plan.cameras.peek().find((each) => each.key === key);
    if (!step || !camera) return;
    event.preventDefault();
    event.stopPropagation();
    plan.onMove(key, movedBy(camera.place, step));
    plan.onRest();
  });
  return new Marker({ element });
}

/** One metre to the east and north for each press of an arrow key, ten with shift. */
function stepOf({ key, shiftKey }: KeyboardEvent): Place | undefined {
  const meters = shiftKey ? 10 : 1;
  const steps: Record<string, Place> = {
    ArrowUp: [0, meters],
    ArrowDown: [0, -meters],
    ArrowRight: [meters, 0],
    ArrowLeft: [-meters, 0],
  };
  return steps[key];
}

function movedBy([longitude, latitude]: Place, [east, north]: Place): Place {
  const perLongitude = metersPerDegree * Math.cos((latitude * Math.PI) / 180);
  return [longitude + east / perLongitude, latitude + north / metersPerDegree];
}

/** The handle at the end of the selected camera's direction: a slider to those who do not see it. */
function createHandle(map: MapLibre, plan: PlanOverlay) {
  const element = document.createElement('div');
  element.className = 'plan-handle';
  element.tabIndex = 0;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-label', plan.words.turn);
  element.setAttribute('aria-valuemin', '0');
  element.setAttribute('aria-valuemax', '359');
  const marker = new Marker({ element });
  let held: PlanCamera | undefined;
  let isOn = false;

  const turnTo = (degrees: number): void => {
    if (held) plan.onTurn(held.key, ((Math.round(degrees) % 360) + 360) % 360);
  };
  holdAndDrag(element, {
    start: () => {},
    move: (x, y) => {
      if (!held) return;
      const { left, top } = map.getContainer().getBoundingClientRect();
      const foot = map.project(held.place);
      turnTo((Math.atan2(x - left - foot.x, foot.y - (y - top)) * 180) / Math.PI);
    },
    end: plan.onRest,
  });
  element.addEventListener('keydown', (event) => {
    const size = event.shiftKey || event.key.startsWith('Page') ? wideStepDegrees : stepDegrees;
    const sign = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key];
    if (!sign || !held) return;
    event.preventDefault();
    event.stopPropagation();
    turnTo((held.headingDegrees ?? 0) + sign * size);
    plan.onRest();
  });

  return {
    follow(camera: PlanCamera | undefined): void {
      held = camera;
      if (!camera) {
        if (isOn) marker.remove();
        isOn = false;
        return;
      }
      const heading = camera.headingDegrees ?? 0;
      const angle = (heading * Math.PI) / 180;
      element.style.setProperty('--heading', `${heading}deg`);
      element.classList.toggle('unknown', camera.headingDegrees === undefined);
      element.setAttribute('aria-valuenow', String(Math.round(heading)));
      element.setAttribute(
        'aria-valuetext',
        camera.headingDegrees === undefined ? '?' : plan.words.directionOf(heading),
      );
      marker.setLngLat(camera.place).setOffset([handlePixels * Math.sin(angle), -handlePixels * Math.cos(angle)]);
      if (!isOn) marker.addTo(map);
      isOn = true;
    },
    remove: () => marker.remove(),
  };
}

interface Drag {
  start(): void;
  /** The pointer's place in the window, in pixels. */
  move(x: number, y: number): void;
  end(): void;
}

/** A press that hardly moves is a click, not a drag. */
const leastPixels = 4;

/** Lets a finger or a mouse take hold of an element without the map below it being dragged. */
function holdAndDrag(element: HTMLElement, { start, move, end }: Drag): void {
  let from: { x: number; y: number } | undefined;
  let isDragging = false;
  for (const name of ['mousedown', 'touchstart', 'dblclick'] as const)
    element.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    from = { x: event.clientX, y: event.clientY };
    isDragging = false;
    start();
  });
  element.addEventListener('pointermove', (event) => {
    if (!from) return;
    isDragging ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) >= leastPixels;
    if (isDragging) move(event.clientX, event.clientY);
  });
  const stop = (): void => {
    if (from && isDragging) end();
    from = undefined;
    isDragging = false;
  };
  element.addEventListener('pointerup', stop);
  element.addEventListener('pointercancel', stop);
}
