import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { nextIncident, siteOfZone } from '../../../db/seed/next-incident.ts';
import { anonymous, type Viewer } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import type { Jobs } from '../../server/jobs.ts';
import { log } from '../../server/log.ts';
import { findIncidentBySource } from './incidents.queries.ts';
import { changeIncident } from './incidents.service.ts';
import type { IncidentState } from './incidents.states.ts';
import { lockPressedPost } from './presses.queries.ts';
import { recordPress } from './pressing.service.ts';
import { recordIncident } from './recording.service.ts';
import { findWaiting, isSwitchedOn, listSimulatedZones } from './simulator.queries.ts';

const sourceName = 'simulator';
const secondsPerIncident = 6;
/** The first zone has an incident every time, the second every fifth. */
const timesPerIncident: Record<string, number> = { 'ban-suksan': 1, 'thung-plaina': 5 };

type Zone = Awaited<ReturnType<typeof listSimulatedZones>>[number];

/** What the simulator needs of the server. */
interface Stage {
  database: Database;
  jobs: Jobs;
  now: Date;
}

/**
 * Lets one believable incident happen in each zone of the demonstration, and takes an earlier one a step further, in the
 * name of an officer who is there for that. Does nothing unless the administrator has switched it on. An incident
 * belongs to its slice of time, so two servers on one database make it once.
 */
export async function simulateOnce(stage: Stage): Promise<number> {
  if (!(await isSwitchedOn(stage.database))) return 0;
  const slice = Math.floor(stage.now.getTime() / (secondsPerIncident * 1_000));
  let made = 0;
  for (const zone of await listSimulatedZones(stage.database)) {
    const context: Context = { ...stage, viewer: officerOf(zone) };
    if (slice % (timesPerIncident[zone.slug] ?? 1) === 0 && (await letHappen(context, zone, slice))) made++;
    await moveOn(context, zone);
  }
  return made;
}

/** Looks every few seconds whether the simulator is on; returns what ends that. */
export function startSimulator(stage: () => Stage): () => void {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    await simulateOnce(stage()).catch((error) => log.error('simulator', error));
    isBusy = false;
  }, secondsPerIncident * 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function officerOf({ zoneId, accountId }: Zone): Viewer {
  return {
    account: {
      id: accountId,
      displayName: '',
      verification: 'contact',
      isAdministrator: false,
      isDemonstration: true,
    },
    roles: new Map([[zoneId, new Set(['officer' as const])]]),
    organisationIds: [],
    memberships: [],
  };
}

/** Of so many incidents one is a press of an SOS post; every other time it is pressed twice. */
const timesPerPress = 10;

async function letHappen(context: Context, zone: Zone, slice: number): Promise<boolean> {
  const turn = slice / (timesPerIncident[zone.slug] ?? 1);
  if (turn % timesPerPress === 0 && zone.sosPostIds.length > 0) return letPress(context, zone, slice);
  const site = siteOfZone(zone.slug, context.now);
  if (!site) return false;
  const incident = nextIncident(site, `${zone.slug}/${slice}`, context.now);
  try {
    await recordIncident(context, { ...incident, sourceName, sourceKey: String(slice) });
    return true;
  } catch (error) {
    // Chance may put it a few steps outside the zone; then nobody called.
    if (error instanceof AppError && error.code === 'invalid') return false;
    throw error;
  }
}

/** A post is pressed, as a person would: in nobody's name. */
function letPress(context: Context, { zoneId, sosPostIds }: Zone, slice: number): Promise<boolean> {
  const turn = Math.floor(slice / timesPerPress);
  const sosPostId = sosPostIds[turn % sosPostIds.length] ?? '';
  const origin = { sourceName, sourceKey: String(slice) };
  return inTransaction(context.database, async (transaction) => {
    // Held, so that of two servers the second sees what the first has made.
    await lockPressedPost(transaction, sosPostId);
    if (await findIncidentBySource(transaction, zoneId, sourceName, origin.sourceKey)) return false;
    const inside = { ...context, database: transaction, viewer: anonymous };
    await recordPress(inside, transaction, sosPostId, { origin });
    if (turn % 2 === 0) await recordPress(inside, transaction, sosPostId);
    return true;
  });
}

const nextStep: Partial<Record<IncidentState, IncidentState>> = {
  new: 'acknowledged',
  acknowledged: 'assigned',
  assigned: 'on-scene',
  'on-scene': 'resolved',
  resolved: 'closed',
};

async function moveOn(context: Context, zone: Zone): Promise<void> {
  const waiting = await findWaiting(context.database, zone.zoneId, sourceName);
  const to = waiting && nextStep[waiting.state];
  if (!waiting || !to) return;
  const patrolUnitId =
    to === 'assigned' ? zone.patrolUnitIds[waiting.id.charCodeAt(30) % zone.patrolUnitIds.length] : undefined;
  try {
    const reason = to === 'closed' ? 'simulated' : '';
    await changeIncident(context, {
      id: waiting.id,
      from: waiting.state,
      to,
      reason,
      patrolUnitId,
      dailyLogNumber: undefined,
    });
  } catch (error) {
    // Somebody at a screen, or the other server, was faster.
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
  }
}
