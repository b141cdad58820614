import { createRandom } from '../random.ts';
import { crossing, type Point, range, type StreetKind, type TownPlan, useOf } from './plan.ts';

/** A stretch of street along one line of the grid without a break. */
export interface Street {
  key: string;
  kind: StreetKind;
  /** Which way it runs and which line of the grid it follows. */
  axis: 'column' | 'row';
  line: number;
  /** The first and the last crossing along that line. */
  from: number;
  to: number;
  points: Point[];
}

/** Every street, broken where a canal without a bridge or a wide piece of land lies across it. */
export function streetsOf(plan: TownPlan): Street[] {
  return [
    ...range(plan.columns.length).flatMap((column) => stretches(plan, 'column', column)),
    ...range(plan.rows.length).flatMap((row) => stretches(plan, 'row', row)),
  ];
}

/** Whether there is a street between two neighbouring crossings of a line. */
export function isPassable(plan: TownPlan, axis: Street['axis'], line: number, step: number): boolean {
  const kind = (axis === 'column' ? plan.columns : plan.rows)[line]?.kind ?? 'lane';
  const [before, after] =
    axis === 'column'
      ? [useOf(plan, line - 1, step), useOf(plan, line, step)]
      : [useOf(plan, step, line - 1), useOf(plan, step, line)];
  if (before && before === after) return false;
  if (kind === 'main' || kind === 'secondary') return true;
  // Only wider streets have a bridge.
  if (axis === 'column' && plan.canalBands.includes(step)) return false;
  return kind === 'local' || !createRandom(`${plan.seed}/gap/${axis}/${line}/${step}`).chance(0.07);
}

function stretches(plan: TownPlan, axis: Street['axis'], line: number): Street[] {
  const lines = axis === 'column' ? plan.columns : plan.rows;
  const crossings = axis === 'column' ? plan.rows.length : plan.columns.length;
  const breaks = breaksOf(plan, axis);
  const found: Street[] = [];
  let from = 0;
  for (const step of range(crossings)) {
    const goesOn = step < crossings - 1 && isPassable(plan, axis, line, step);
    if (goesOn && !breaks.has(step)) continue;
    if (step > from) {
      const points = range(step - from + 1).map((index) =>
        axis === 'column' ? crossing(plan, line, from + index) : crossing(plan, from + index, line),
      );
      found.push({
        key: `${axis}-${line}-${from}`,
        kind: lines[line]?.kind ?? 'lane',
        axis,
        line,
        from,
        to: step,
        points,
      });
    }
    from = goesOn ? step : step + 1;
  }
  return found;
}

/** A lane has one name on each side of the main street, so it ends there. */
function breaksOf(plan: TownPlan, axis: Street['axis']): Set<number> {
  if (axis === 'row') return new Set();
  return new Set(range(plan.rows.length).filter((row) => row > 0 && plan.rows[row]?.kind === 'main'));
}
