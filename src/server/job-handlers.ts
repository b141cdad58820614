import type { DatabaseHandle } from '../../db/client/database.ts';
import { inTransaction } from '../../db/client/transaction.ts';
import { sweepAlerts } from '../features/alerts/alerts.service.ts';
import { runWatchClock, sweepWatches } from '../features/alerts/watch-clock.service.ts';
import { failLostSiting, runSiting } from '../features/coverage/siting-run.service.ts';
import { keepCoverageUp } from '../features/coverage/work-out.service.ts';
import { sweepLetters } from '../features/device-intake/sources/letters.service.ts';
import { watchSources } from '../features/device-intake/sources/silence.service.ts';
import { watchDevices } from '../features/device-intake/watch.service.ts';
import { runUploadedImport } from '../features/imports/uploads.service.ts';
import { sweepIncidentNotes } from '../features/incidents/case-work.service.ts';
import { escalateDueIncidents, wakeAtNextLimits } from '../features/incidents/escalation.service.ts';
import { settleIncidents } from '../features/incidents/settle.service.ts';
import { snapZone } from '../features/incidents/snap.service.ts';
import { publishDueIncidents, publishIncident } from '../features/incidents/telling.service.ts';
import { mergeIncidentCells } from '../features/map/cells.service.ts';
import { sweepReportsAndMessages, workOnMessages } from '../features/notifications/sending.service.ts';
import { sweepPeople } from '../features/people/retention.service.ts';
import { measureDueProjects } from '../features/projects/effects.service.ts';
import { runBallotClock } from '../features/proposals/voting.service.ts';
import { anonymous } from './access.ts';
import type { Application } from './context.ts';
import type { JobRunner } from './jobs.ts';
import { sweepStreams } from './live/streams.ts';
import { log } from './log.ts';

const everyMinute = '* * * * *';
const everyHour = '17 * * * *';
/** In UTC, as jobs are scheduled: 3:17 in Thailand. */
const everyNightAtThree = '17 20 * * *';

/**
 * Gives every kind of job its handler, and what comes round its hour. A composition root beside `main.ts`: what follows
 * a change in one topic is done by another here, and nowhere else. Returns what stops asking for more.
 */
export async function giveJobsTheirHandlers(
  handle: DatabaseHandle,
  application: Application,
  jobs: JobRunner,
): Promise<() => Promise<void>> {
  await workOnMessages(jobs, application);
  await workOnIncidents(handle, application, jobs);
  await jobs.work('import.run', ({ importId }) => runUploadedImport(handle, importId, application.now()));
  await workByTheClock(application, jobs);
  return workOnCoverage(handle, application, jobs);
}

async function workOnIncidents(handle: DatabaseHandle, { now }: Application, jobs: JobRunner): Promise<void> {
  const { database } = handle;
  await jobs.work('zone.re-snap', async ({ zoneId }) => void (await snapZone(database, zoneId)));
  await jobs.work('incident.publish', ({ incidentId }) => publishIncident({ database, now: now() }, incidentId));
  await jobs.work('incident.keep-counts', async () => {
    await publishDueIncidents({ database, now: now() });
    await settleIncidents(database, now());
    await mergeIncidentCells(database);
  });
  await jobs.schedule('incident.keep-counts', everyMinute);
  await jobs.work('incident.escalate', async ({ isWoken }) => {
    const context = { database, jobs, now: now() };
    await escalateDueIncidents(context);
    if (!isWoken) await wakeAtNextLimits(context);
  });
  await jobs.schedule('incident.escalate', everyMinute);
}

/** Changes that come close together are worked out together. */
const settleMilliseconds = 50;

/**
 * Works coverage out at once wherever something was changed, by whatever way: the database itself announces what is due.
 * The clock finds what was announced while nobody listened.
 */
async function workOnCoverage(
  handle: DatabaseHandle,
  { database, now }: Application,
  jobs: JobRunner,
): Promise<() => Promise<void>> {
  await jobs.work('coverage.keep-up', async () => {
    await failLostSiting(database, now());
    if ((await keepCoverageUp(database, now())) > 0) askLater();
  });
  await jobs.schedule('coverage.keep-up', everyMinute);
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const ask = async (): Promise<void> => {
    timer = undefined;
    await inTransaction(database, (transaction) => jobs.send(transaction, 'coverage.keep-up', {}));
  };
  function askLater(): void {
    if (isStopped) return;
    timer ??= setTimeout(
      () => void ask().catch((error) => log.error('coverage could not be asked for', error)),
      settleMilliseconds,
    );
    timer.unref();
  }
  const stopListening = await handle.listen('coverage_due', askLater, askLater);
  // What changed while nobody was there to hear of it, as when the demonstration was filled in.
  await ask();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await stopListening();
  };
}

async function workByTheClock(application: Application, jobs: JobRunner): Promise<void> {
  const { database, now, sessions } = application;
  await jobs.work('siting.run', ({ runId }) => runSiting({ database, now }, runId));
  await jobs.work('ballot.clock', () => runBallotClock({ database, viewer: anonymous, now: now(), jobs }));
  await jobs.schedule('ballot.clock', everyMinute);
  await jobs.work('device.watch', async () => {
    await watchDevices({ database, viewer: anonymous, now: now(), jobs });
  });
  await jobs.schedule('device.watch', everyMinute);
  await jobs.work('watch.clock', async () => {
    await runWatchClock({ database, viewer: anonymous, now: now(), jobs });
  });
  await jobs.schedule('watch.clock', everyMinute);
  await jobs.work('source.watch', async () => void (await watchSources({ database, now: now() })));
  await jobs.schedule('source.watch', everyMinute);
  await jobs.work('live.sweep', () => sweepStreams({ database, now: now() }));
  await jobs.schedule('live.sweep', everyHour);
  await jobs.work('retention.sweep', async () => {
    await sweepReportsAndMessages(application);
    await sweepPeople(database, now());
    await sweepIncidentNotes(database, now());
    await sweepAlerts({ database, now: now() });
    await sweepWatches({ database, now: now() });
    await sweepLetters(database, now());
    await sessions.deleteExpired();
    await measureDueProjects({ database, now: now() });
  });
  await jobs.schedule('retention.sweep', everyNightAtThree);
}
