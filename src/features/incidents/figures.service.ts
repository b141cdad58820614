import { secondsWithin, type Wait, type WaitStep, waitCurve } from '../../compute/statistics/waiting.ts';
import { requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { type FigureRow, listFigureRows } from './figures.queries.ts';
import { listKinds, listZoneNames } from './incidents.queries.ts';
import type { FiguresQuestion } from './incidents.schema.ts';

/** More than a busy bureau has in a year; the latest count when there are more. */
const mostRows = 50_000;

export const waitNames = ['acknowledge', 'arrive', 'resolve'] as const;
export type WaitName = (typeof waitNames)[number];

/** How long incidents waited for one thing. */
export interface WaitFigure {
  /** For how many it has come. */
  over: number;
  /** Seconds; undefined where so many have not come to it. */
  half: number | undefined;
  nineInTen: number | undefined;
}

/** Figures of the incidents that have something in common. */
export interface FigureGroup {
  key: string;
  count: number;
  waits: Record<WaitName, WaitFigure>;
}

/** Six hours of the day each, from midnight. */
const hoursPerBlock = 6;

/**
 * How long people waited for an answer, in the viewer's zones: how long until incidents were acknowledged, until
 * somebody was there, and until they were resolved, counted from when they were recorded; when in the week they come;
 * and how late each source tells. Zones of the demonstration are never mixed with real ones.
 */
export async function getFigures(context: Context, { zone: slug, days }: FiguresQuestion) {
  const { database, viewer, now } = context;
  const own = await listZoneNames(database, requireSomewhere(viewer, 'incident.see-live'));
  const [first] = slug ? own.filter((zone) => zone.slug === slug) : own;
  if (!first) notFound();
  const alike = own.filter(({ isDemonstration }) => isDemonstration === first.isDemonstration);
  const chosen = slug ? [first] : alike;
  const since = new Date(now.getTime() - days * 86_400_000);
  const zoneIds = chosen.map(({ id }) => id);
  const rows = await listFigureRows(database, { zoneIds, since, limit: mostRows });
  const groupsBy = (keyOf: (row: FigureRow) => string): FigureGroup[] =>
    [...Map.groupBy(rows, keyOf)].map(([key, some]) => groupOf(key, some, now));
  return {
    zones: own,
    chosen,
    kinds: await listKinds(database),
    count: rows.length,
    isCut: rows.length === mostRows,
    all: groupOf('all', rows, now),
    curves: curvesOf(rows, now),
    byPriority: groupsBy(({ priority }) => String(priority)).sort((a, b) => a.key.localeCompare(b.key)),
    byKind: groupsBy(({ kind }) => kind).sort((a, b) => b.count - a.count || a.key.localeCompare(b.key)),
    byBlock: groupsBy(({ hour }) => String(Math.floor(hour / hoursPerBlock) * hoursPerBlock)).sort(
      (a, b) => Number(a.key) - Number(b.key),
    ),
    byZone: chosen.length > 1 ? groupsBy(({ zoneId }) => zoneId).sort((a, b) => b.count - a.count) : [],
    load: loadOf(rows),
    delays: delaysOf(rows),
  };
}

const endOf: Record<WaitName, (row: FigureRow) => Date | null> = {
  acknowledge: ({ acknowledgedAt }) => acknowledgedAt,
  arrive: ({ arrivedAt }) => arrivedAt,
  resolve: ({ resolvedAt }) => resolvedAt,
};

/** A wait that did not come to its end lasted until the incident was dropped or resolved without it, or lasts still. */
function waitOf(row: FigureRow, name: WaitName, now: Date): Wait {
  const end = endOf[name](row);
  const until = end ?? row.droppedAt ?? row.resolvedAt ?? now;
  return { seconds: Math.max(0, (until.getTime() - row.recordedAt.getTime()) / 1000), isOver: end !== null };
}

function curvesOf(rows: readonly FigureRow[], now: Date): Record<WaitName, WaitStep[]> {
  const curve = (name: WaitName) => waitCurve(rows.map((row) => waitOf(row, name, now)));
  return { acknowledge: curve('acknowledge'), arrive: curve('arrive'), resolve: curve('resolve') };
}

function groupOf(key: string, rows: readonly FigureRow[], now: Date): FigureGroup {
  const curves = curvesOf(rows, now);
  const figure = (name: WaitName): WaitFigure => ({
    over: rows.filter((row) => endOf[name](row) !== null).length,
    half: secondsWithin(curves[name], 0.5),
    nineInTen: secondsWithin(curves[name], 0.9),
  });
  const waits = { acknowledge: figure('acknowledge'), arrive: figure('arrive'), resolve: figure('resolve') };
  return { key, count: rows.length, waits };
}

/** How many incidents came in each hour of the week: seven days from Monday, of 24 hours each. */
function loadOf(rows: readonly FigureRow[]): number[][] {
  const load = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { weekday, hour } of rows) {
    const day = load[weekday - 1];
    if (day) day[hour] = (day[hour] ?? 0) + 1;
  }
  return load;
}

/** How long each source takes from when something happens until it is recorded here. */
function delaysOf(rows: readonly FigureRow[]): { source: string; count: number; half: number; nineInTen: number }[] {
  return [...Map.groupBy(rows, ({ source }) => source)]
    .map(([source, some]) => {
      const curve = waitCurve(
        some.map(({ occurredFrom, recordedAt }) => ({
          seconds: Math.max(0, (recordedAt.getTime() - occurredFrom.getTime()) / 1000),
          isOver: true,
        })),
      );
      const within = (share: number): number => secondsWithin(curve, share) ?? 0;
      return { source, count: some.length, half: within(0.5), nineInTen: within(0.9) };
    })
    .sort((a, b) => a.source.localeCompare(b.source));
}
