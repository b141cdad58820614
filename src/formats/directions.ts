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

/**
 * The headings, in degrees clockwise from north (0 ≤ h < 360), that a direction as written names: degrees (`204`,
 * `-45°`), points of the compass (`N`, `south-west`, `ตะวันออก`), several split by `;`. What is no direction
 * (`null`, `forward`) is left out, so an unknown heading is an empty list.
 */
export function readDirections(written: string): number[] {
  return toArabicDigits(written)
    .split(/[;/]/)
    .map((part) => readDirection(part))
    .filter((heading) => heading !== undefined);
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
