import { certaintyOf, type Experience, surveyWorth } from '../../compute/coverage/survey-worth.ts';
import { requireAccount, type Viewer } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { unknownsOf } from './camera-facts.ts';
import type { Scope } from './cameras.queries.ts';
import { scopeOf } from './cameras.service.ts';
import { countSurveys, listQueuedCameras, type QueuedCamera } from './survey-queue.queries.ts';

const camerasShown = 50;
const millisecondsPerDay = 86_400_000;

type Stakes = 'likely' | 'squared' | 'ownLikely' | 'ownSquared' | 'areaAloneSquareMeters';

/** A camera in the queue, and why it stands where it does. */
export interface QueueEntry extends Omit<QueuedCamera, Stakes> {
  unknown: ReturnType<typeof unknownsOf>;
  /** How much a visit would settle: risk-weighted square metres of cover, as a variance. */
  worth: number;
  /** What no other camera sees of the area, for who may know of the others. */
  aloneSquareMeters: number | undefined;
}

/**
 * The cameras to visit, those first whose unknowns matter most to coverage over risk, then those that nobody ever stood
 * before, then the longest ago. An officer of the zone sees all, and the list is on record; a partner its own, ordered
 * without a thought of other people's cameras, which it knows nothing of.
 */
export async function getSurveyQueue(
  context: Context,
  { zone }: { zone?: string | undefined },
): Promise<{ entries: QueueEntry[]; total: number; experience: Experience }> {
  const { database, viewer, now } = context;
  const scope = scopeOf(viewer);
  if (!hasSurveys(viewer)) {
    requireAccount(viewer);
    notFound();
  }
  const [cameras, experience] = await Promise.all([
    listQueuedCameras(database, scope, zone),
    countSurveys(database, scope),
  ]);
  const entries = cameras.map((camera) => entryOf(camera, scope, experience, now)).sort(byWorth);
  const shown = entries.slice(0, camerasShown);
  const lookedInto = new Set(shown.map(({ zoneId }) => zoneId).filter((zoneId) => scope.zoneIds.includes(zoneId)));
  for (const zoneId of lookedInto)
    await recordLook(database, { viewer, now, zoneId, action: 'camera.list', subject: 'camera' });
  return { entries: shown, total: entries.length, experience };
}

/** Whether there can be cameras that this viewer surveys. */
export function hasSurveys(viewer: Viewer): boolean {
  const { zoneIds, organisationIds } = scopeOf(viewer);
  return zoneIds.length + organisationIds.length > 0;
}

function entryOf(camera: QueuedCamera, scope: Scope, experience: Experience, now: Date): QueueEntry {
  const unknown = unknownsOf(camera);
  const certainty = certaintyOf(
    {
      daysSinceSurvey: camera.surveyedAt
        ? (now.getTime() - camera.surveyedAt.getTime()) / millisecondsPerDay
        : undefined,
      isAssumed: unknown.some((name) => name !== 'heading'),
    },
    experience,
  );
  const knowsOthers = scope.zoneIds.includes(camera.zoneId);
  const { likely, squared, ownLikely, ownSquared, areaAloneSquareMeters, ...told } = camera;
  const stake = knowsOthers ? { likely, squared } : { likely: ownLikely, squared: ownSquared };
  return {
    ...told,
    unknown,
    worth: surveyWorth(stake, certainty),
    aloneSquareMeters: knowsOthers ? (areaAloneSquareMeters ?? undefined) : undefined,
  };
}

function byWorth(one: QueueEntry, other: QueueEntry): number {
  return other.worth - one.worth || (one.surveyedAt?.getTime() ?? 0) - (other.surveyedAt?.getTime() ?? 0);
}
