import type { WallTime } from './thai-dates.ts';

/** Turns wall time in a time zone into a moment. Makes its own clock once; it remembers the offset of each hour. */
export function createZoneClock(timeZone: string): (wall: WallTime) => Date {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<number, number>();

  function offsetAt(milliseconds: number): number {
    const hour = Math.floor(milliseconds / 3_600_000);
    const known = offsets.get(hour);
    if (known !== undefined) return known;
    const start = hour * 3_600_000;
    const parts = Object.fromEntries(format.formatToParts(start).map((part) => [part.type, Number(part.value)]));
    const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = parts;
    const offset = Date.UTC(year, month - 1, day, hours, minute, second) - start;
    if (offsets.size > 100_000) offsets.clear();
    offsets.set(hour, offset);
    return offset;
  }

  return (wall) => {
    const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour ?? 0, wall.minute ?? 0, wall.second ?? 0);
    if (wall.offsetMinutes !== undefined) return new Date(asUtc - wall.offsetMinutes * 60_000);
    // Twice, because the offset that holds at the result is the one that counts.
    const first = asUtc - offsetAt(asUtc);
    return new Date(asUtc - offsetAt(first));
  };
}
