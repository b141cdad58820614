import type { Camera } from '../cameras/camera-view.ts';
import type { Purpose } from '../cameras/ground-reach.ts';
import type { Position } from '../geometry/position.ts';
import type { WallIndex } from '../geometry/wall-index.ts';
import { coverGround } from './area-cover.ts';
import { type CameraCover, coverOf, viewedCells } from './camera-cover.ts';
import type { CoverField, ViewedCells } from './field.ts';
import { type Gap, gapsIn, type RiskGround } from './gaps.ts';

/** A camera where it stands, on the plane of the zone, with nothing left unknown but perhaps its heading. */
export interface StandingCamera {
  place: Position;
  camera: Camera;
}

/** The open ground of a risk area, and how severe its level is. */
export type AreaGround = RiskGround & { riskAreaId: string; level: number };

/** How much of an area's open ground is seen, as shares. */
export interface AreaShare {
  riskAreaId: string;
  level: number;
  groundSquareMeters: number;
  sureShare: number;
  likelyShare: number;
}

/** What the cameras of a zone see of its risk areas, kept up to date as single cameras are turned, added and taken away. */
export interface ZoneCover {
  /**
   * Puts a camera where another stood under this key, or takes that one away. Costs as much as the cells that the two
   * see, whatever else there is. Returns what the camera sees, if anything.
   */
  put(key: string, standing: StandingCamera | undefined): CameraCover | undefined;
  /** The share of each area, in the order of the grounds. */
  areas(): AreaShare[];
  /** The gaps of each area, in the order of the grounds, the heaviest first. */
  gaps(): (readonly Gap[])[];
}

interface Piece {
  ground: AreaGround;
  field: CoverField;
  share: AreaShare | undefined;
  gaps: readonly Gap[] | undefined;
}

/** The cover of these grounds for one purpose, seen by nobody yet. Gaps smaller than the least are left out. */
export function createZoneCover(
  grounds: readonly AreaGround[],
  purpose: Purpose,
  walls: WallIndex,
  leastGapSquareMeters: number,
): ZoneCover {
  const pieces = grounds.map(
    (ground): Piece => ({ ground, field: coverGround(ground, []), share: undefined, gaps: undefined }),
  );
  const viewsByKey = new Map<string, ViewedCells[][]>();

  function exchange(piece: Piece, before: readonly ViewedCells[], after: readonly ViewedCells[]): void {
    if (before.length === 0 && after.length === 0) return;
    for (const view of before) piece.field.remove(view);
    for (const view of after) piece.field.add(view);
    piece.share = undefined;
    piece.gaps = undefined;
  }

  return {
    put(key, standing) {
      const cover = standing && coverOf(standing.place, standing.camera, purpose, walls);
      const isKnown = standing?.camera.headingDegrees !== undefined;
      const views = pieces.map(({ ground }) => (cover ? viewedCells(ground.grid, cover, isKnown) : []));
      const before = viewsByKey.get(key);
      pieces.forEach((piece, at) => {
        exchange(piece, before?.[at] ?? [], views[at] ?? []);
      });
      if (cover) viewsByKey.set(key, views);
      else viewsByKey.delete(key);
      return cover;
    },
    areas: () =>
      pieces.map((piece) => {
        piece.share ??= shareOf(piece.ground, piece.field);
        return piece.share;
      }),
    gaps: () =>
      pieces.map((piece) => {
        piece.gaps ??= gapsIn(piece.ground, piece.field, leastGapSquareMeters).gaps;
        return piece.gaps;
      }),
  };
}

/** How much of the ground the field says is seen: at most all, and likely at least what is sure. */
export function shareOf({ riskAreaId, level }: { riskAreaId: string; level: number }, field: CoverField): AreaShare {
  const { total, sure, expected } = field.figures();
  const share = (seen: number): number => (total > 0 ? Math.min(1, Math.max(0, seen / total)) : 0);
  const sureShare = share(sure);
  const likelyShare = Math.max(sureShare, share(expected));
  return { riskAreaId, level, groundSquareMeters: total, sureShare, likelyShare };
}

/** The share of the zone's ground at risk that is seen: each square metre counts as much as its area's level says. */
export function zoneShare(areas: readonly Omit<AreaShare, 'riskAreaId'>[]): { sureShare: number; likelyShare: number } {
  let [total, sure, likely] = [0, 0, 0];
  for (const { level, groundSquareMeters, sureShare, likelyShare } of areas) {
    total += level * groundSquareMeters;
    sure += level * groundSquareMeters * sureShare;
    likely += level * groundSquareMeters * likelyShare;
  }
  if (total === 0) return { sureShare: 0, likelyShare: 0 };
  return { sureShare: Math.min(1, sure / total), likelyShare: Math.min(1, likely / total) };
}
