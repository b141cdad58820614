import type { IncomingMessage, ServerResponse } from 'node:http';
import { anonymous, type Viewer } from '../access.ts';
import { recordTileLook } from '../audit.ts';
import type { Application, PageLocals } from '../context.ts';
import { AppError, notFound } from '../errors.ts';
import type { SideHandler } from '../http/handle.ts';
import { refuse } from '../http/plain-pages.ts';
import { audienceOf, type StreamKey } from './audience.ts';
import { openConnection } from './connection.ts';
import { createCounter } from './counter.ts';
import type { Interest } from './group.ts';
import type { Hub } from './hub.ts';
import { type LiveRequest, mostZones } from './live.schema.ts';
import { isLivePath, readLiveRequest, readResume } from './request.ts';
import { createSessionWatch } from './session-watch.ts';
import { listZoneIds } from './streams.queries.ts';

const mostStreamsOfAccount = 20;
/** Of people who are not signed in; many may share an address. */
const mostStreamsOfAddress = 200;
/** Streams end now and then, so that whatever was decided at their opening is decided again. */
const longestMilliseconds = 3_600_000;

/** Serves the live stream at `/live`, and at the path where tRPC's client subscribes. */
export function createLiveHandler(application: Application, hub: Hub): SideHandler {
  const watch = createSessionWatch(application);
  const counter = createCounter();

  async function open(request: IncomingMessage, response: ServerResponse, locals: PageLocals): Promise<void> {
    if (request.method !== 'GET') throw new AppError('invalid');
    const asked = readLiveRequest(request, locals.path);
    if (!asked) throw new AppError('invalid');
    const { account } = locals.viewer;
    const giveBack = account
      ? counter.take(`account ${account.id}`, mostStreamsOfAccount)
      : counter.take(`address ${locals.clientAddress}`, mostStreamsOfAddress);
    response.once('close', giveBack);

    const session = await watch.look(locals.sessionToken);
    const viewer = session ? await application.sessions.viewer(locals.sessionToken) : anonymous;
    const interest = await decideInterest(application, viewer, asked);
    const reader = openConnection(response);
    if (!reader) return;
    const lifetime = setTimeout(reader.end, longestMilliseconds * (0.8 + 0.2 * Math.random()));
    const stopWatching = session ? watch.add(session, reader.end) : () => {};
    response.once('close', () => {
      clearTimeout(lifetime);
      stopWatching();
    });
    const leave = await hub.join(reader, interest, readResume(request, asked));
    if (response.closed) leave();
    else response.once('close', leave);
  }

  return async (request, response, locals) => {
    if (!isLivePath(locals.path)) return false;
    try {
      await open(request, response, locals);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refuse(response, error.code, { locale: locals.locale, wantsJson: true, headers: { 'Retry-After': '5' } });
    }
    return true;
  };
}

/** The most exact stream that the viewer may read of each zone; looking at exact ones is on record before they leave. */
async function decideInterest(application: Application, viewer: Viewer, asked: LiveRequest): Promise<Interest> {
  const zoneIds = await listZoneIds(application.database, asked.zones ?? null);
  if (zoneIds.length === 0) notFound();
  if (zoneIds.length > mostZones) throw new AppError('invalid', 'too many zones for one stream');
  const streams = zoneIds.map((zoneId): StreamKey => ({ zoneId, audience: audienceOf(viewer, zoneId) }));
  const exact = streams.filter((stream) => stream.audience === 'officer').map((stream) => stream.zoneId);
  if (exact.length > 0) {
    await recordTileLook(application.database, {
      viewer,
      zoneIds: exact,
      layer: 'incidents-live',
      now: application.now(),
    });
  }
  return { streams, kinds: asked.kinds ? new Set(asked.kinds) : null };
}
