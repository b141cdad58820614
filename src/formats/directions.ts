import { toArabicDigits } from './fields.ts';

const compass = ['n', 'nne', 'ne', 'ene', 'e', 'ese', 'se', 'sse', 's', 'ssw', 'sw', 'wsw', 'w', 'wnw', 'nw', 'nnw'];
const names: Record<string, string> = {
  north: 'n',
  east: 'e',
  south: 's',
  west: 'w',
  northeast: 'ne',
  southeast: 'se',
  southwest: 'sw',
  northwest: 'nw',
  เหนือ: 'n',
  ตะวันออก: 'e',
  ใต้: 's',
  ตะวันตก: 'w',
  ตะวันออกเฉียงเหนือ: 'ne',
  ตะวันออกเฉียงใต้: 'se',
  ตะวันตกเฉียงใต้: 'sw',
  ตะวันตกเฉียงเหนือ: 'nw',
};

/** Which way one camera looks: its heading in degrees (0 ≤ h < 360), and how wide when a range says so. */
export interface WrittenView {
  headingDegrees: number;
  spanDegrees: number | undefined;
}

/** More cameras than this on one pole are a mistake in the file. */
const mostOnOnePole = 100;

/**
 * What a direction as written says of each camera on a pole, split by `;` or `/`: degrees (`204`, `-45°`), points of the
 * compass (`N`, `south-west`, `ตะวันออก`), or a range clockwise (`270-90`: north, half a circle wide). Undefined is a
 * camera whose direction nobody wrote (`null`, `forward`, nothing); there is always at least one.
 */
export function readViews(written: string): (WrittenView | undefined)[] {
  const parts = toArabicDigits(written)
    .split(/[;/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, mostOnOnePole);
  return parts.length === 0 ? [undefined] : parts.map((part) => readRange(part) ?? readOne(part));
}

/** The headings that a direction as written names, without ranges and without what is no direction. */
export function readDirections(written: string): number[] {
  return readViews(written).flatMap((view) => (view && view.spanDegrees === undefined ? [view.headingDegrees] : []));
}

function readOne(part: string): WrittenView | undefined {
  const headingDegrees = readDirection(part);
  return headingDegrees === undefined ? undefined : { headingDegrees, spanDegrees: undefined };
}

function readRange(part: string): WrittenView | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*°?\s*[-–]\s*(\d+(?:\.\d+)?)\s*°?$/.exec(part);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (!(from <= 360 && to <= 360) || from === to) return undefined;
  const spanDegrees = (to - from + 360) % 360 || 360;
  return { headingDegrees: (from + spanDegrees / 2) % 360, spanDegrees };
}

function readDirection(part: string): number | undefined {
  const text = part
    .trim()
    .toLowerCase()
    .replace(/^(ทิศ)/, '')
    .replace(/[\s_-]+(?=[a-z])/g, '');
  if (/^[+-]?\d+(\.\d+)?\s*(°|deg|degrees)?$/.test(text)) {
    const degrees = Number.parseFloat(text);
    return Math.abs(degrees) <= 720 ? ((degrees % 360) + 360) % 360 : undefined;
  }
  const point = compass.indexOf(names[text] ?? text);
  return point >= 0 ? point * 22.5 : undefined;
}
