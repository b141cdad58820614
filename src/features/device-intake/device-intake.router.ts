import { anonymous } from '../../server/access.ts';
import { contextOf } from '../../server/context.ts';
import type { SideHandler } from '../../server/http/handle.ts';
import { readDevicePath } from '../../server/http/security.ts';
import { createSignedHandler } from '../../server/http/signed.ts';
import { largestMessageBytes } from './device-intake.schema.ts';
import { takeHeartbeat } from './heartbeat.service.ts';
import { takePress } from './press.service.ts';

const takers = { heartbeat: takeHeartbeat, press: takePress };

/** Answers `POST /devices/{id}/heartbeat` and `POST /devices/{id}/press`. */
export function createDeviceHandler(): SideHandler {
  return createSignedHandler({
    targetOf: ({ path }) => readDevicePath(path),
    largestBytes: largestMessageBytes,
    take: async ({ deviceId, what }, posted, locals) => {
      // Whoever is signed in here says nothing of a device.
      const context = { ...contextOf(locals), viewer: anonymous };
      return { content: { status: await takers[what](context, { deviceId, ...posted }) } };
    },
  });
}
