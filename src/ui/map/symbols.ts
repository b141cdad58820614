import { wedgeRadiusPixels } from './camera-layers.ts';
import type { MapColours } from './colours.ts';

/** A symbol as the map takes it: pixels, and how many of them make one of the screen's. */
export interface SymbolImage {
  image: ImageData;
  pixelRatio: number;
}

const pixelRatio = 2;

// Lucide's drawings (ISC licence), on its grid of 24.
const signs = {
  hammer: [
    'm15 12-9.373 9.373a1 1 0 0 1-3.001-3L12 9',
    'm18 15 4-4',
    'm21.5 11.5-1.914-1.914A2 2 0 0 1 19 8.172v-.344a2 2 0 0 0-.586-1.414l-1.657-1.657A6 6 0 0 0 12.516 3H9l1.243 1.243A6 6 0 0 1 12 8.485V10l2 2h1.172a2 2 0 0 1 1.414.586L18.5 14.5',
  ],
  lightbulb: [
    'M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5',
    'M9 18h6',
    'M10 22h4',
  ],
  check: ['M20 6 9 17l-5-5'],
  slash: ['M5 19 19 5'],
} as const;

type Sign = keyof typeof signs;
type Painter = (canvas: CanvasRenderingContext2D, colours: MapColours) => void;

/** What the names of our symbols begin with, so that a style from elsewhere may have its own of the same name. */
const prefix = 'own-';

/** Draws a symbol by the name that the style calls it by; undefined for a name that is not ours. */
export function drawSymbol(called: string, colours: MapColours): SymbolImage | undefined {
  if (!called.startsWith(prefix)) return undefined;
  const name = called.slice(prefix.length);
  const wedge = /^wedge-(\d+)$/.exec(name);
  if (wedge) return draw(wedgeRadiusPixels * 2, (canvas) => paintWedge(canvas, Number(wedge[1]), colours));
  const risk = /^risk-([1-5])$/.exec(name);
  if (risk) return draw(26, (canvas) => paintRisk(canvas, Number(risk[1]), colours));
  const symbol = symbols[name];
  return symbol && draw(symbol.size, (canvas) => symbol.paint(canvas, colours));
}

/** `size` is in pixels of the screen; the painter's origin is the middle. */
function draw(size: number, paint: (canvas: CanvasRenderingContext2D) => void): SymbolImage | undefined {
  const element = document.createElement('canvas');
  element.width = size * pixelRatio;
  element.height = size * pixelRatio;
  const canvas = element.getContext('2d');
  if (!canvas) return undefined;
  canvas.scale(pixelRatio, pixelRatio);
  canvas.translate(size / 2, size / 2);
  paint(canvas);
  return { image: canvas.getImageData(0, 0, element.width, element.height), pixelRatio };
}

const white = (colours: MapColours): string => (colours.isNight ? '#0d1412' : '#ffffff');

const symbols: Record<string, { size: number; paint: Painter }> = {
  hatch: { size: 8, paint: paintHatch },
  landmark: { size: 9, paint: (canvas, colours) => disc(canvas, 3, colours.inkSecond, colours.ground, 1) },
  report: {
    size: 28,
    paint: (canvas, colours) => {
      disc(canvas, 11, colours.indigo, white(colours));
      letter(canvas, '!', white(colours));
    },
  },
  'report-fixed': { size: 28, paint: signed('fixed', 'check') },
  project: { size: 30, paint: signed('marigold', 'hammer', 12) },
  'project-done': { size: 30, paint: signed('fixed', 'hammer', 12) },
  proposal: { size: 30, paint: paintProposal },
  sos: { size: 30, paint: (canvas, colours) => paintSos(canvas, colours, true) },
  'sos-silent': { size: 30, paint: (canvas, colours) => paintSos(canvas, colours, false) },
  camera: { size: 18, paint: (canvas, colours) => disc(canvas, 6, colours.cover, white(colours)) },
  'camera-unknown': {
    size: 24,
    paint: (canvas, colours) => {
      disc(canvas, 9, white(colours), colours.cover);
      letter(canvas, '?', colours.cover, 13);
    },
  },
  'camera-off': {
    size: 24,
    paint: (canvas, colours) => {
      disc(canvas, 8, colours.surface, colours.inkSecond);
      sign(canvas, 'slash', colours.inkSecond, 10);
    },
  },
};

function disc(canvas: CanvasRenderingContext2D, radius: number, fill: string, stroke: string, width = 2): void {
  canvas.beginPath();
  canvas.arc(0, 0, radius, 0, Math.PI * 2);
  canvas.fillStyle = fill;
  canvas.fill();
  canvas.strokeStyle = stroke;
  canvas.lineWidth = width;
  canvas.stroke();
}

function letter(canvas: CanvasRenderingContext2D, text: string, colour: string, size = 15): void {
  canvas.font = `600 ${size}px 'IBM Plex Sans Thai', sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'alphabetic';
  canvas.fillStyle = colour;
  canvas.fillText(text, 0, size * 0.36);
}

function sign(canvas: CanvasRenderingContext2D, name: Sign, colour: string, size: number): void {
  canvas.save();
  canvas.scale(size / 24, size / 24);
  canvas.translate(-12, -12);
  canvas.strokeStyle = colour;
  canvas.lineWidth = 2.8;
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  for (const path of signs[name]) canvas.stroke(new Path2D(path));
  canvas.restore();
}

function signed(colour: 'fixed' | 'marigold', name: Sign, radius = 11): Painter {
  return (canvas, colours) => {
    disc(canvas, radius, colours[colour], white(colours));
    sign(canvas, name, white(colours), radius * 1.25);
  };
}

/** A proposal is not there yet: a light badge with a coloured edge. */
function paintProposal(canvas: CanvasRenderingContext2D, colours: MapColours): void {
  disc(canvas, 12, colours.surface, colours.action, 2.5);
  sign(canvas, 'lightbulb', colours.action, 15);
}

function paintSos(canvas: CanvasRenderingContext2D, colours: MapColours, works: boolean): void {
  if (works) {
    disc(canvas, 12, colours.action, white(colours));
    letter(canvas, 'S', white(colours), 16);
    return;
  }
  disc(canvas, 12, colours.surface, colours.inkSecond);
  letter(canvas, 'S', colours.inkSecond, 16);
  sign(canvas, 'slash', colours.inkSecond, 24);
}

function paintRisk(canvas: CanvasRenderingContext2D, level: number, colours: MapColours): void {
  disc(canvas, 11, colours.risk[level - 1] ?? colours.ink, white(colours));
  letter(canvas, String(level), level >= 4 ? '#ffffff' : '#16241f', 13);
}

/** Slanted lines that go on from one tile of the pattern to the next. */
function paintHatch(canvas: CanvasRenderingContext2D, colours: MapColours): void {
  canvas.strokeStyle = `${colours.ink}b3`;
  canvas.lineWidth = 1.2;
  for (const shift of [-8, 0, 8]) {
    canvas.beginPath();
    canvas.moveTo(shift - 5, 5);
    canvas.lineTo(shift + 5, -5);
    canvas.stroke();
  }
}

/** What a camera sees, looking up; it fades with the distance as the picture does. */
function paintWedge(canvas: CanvasRenderingContext2D, degrees: number, colours: MapColours): void {
  const half = (Math.min(degrees, 360) * Math.PI) / 360;
  canvas.beginPath();
  canvas.moveTo(0, 0);
  canvas.arc(0, 0, wedgeRadiusPixels - 1, -Math.PI / 2 - half, -Math.PI / 2 + half);
  canvas.closePath();
  const fade = canvas.createRadialGradient(0, 0, 0, 0, 0, wedgeRadiusPixels);
  fade.addColorStop(0, `${colours.cover}99`);
  fade.addColorStop(0.5, `${colours.cover}55`);
  fade.addColorStop(1, `${colours.cover}26`);
  canvas.fillStyle = fade;
  canvas.fill();
}
