import * as z from 'zod/mini';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import type { Subscription } from '../../server/mqtt.ts';
import { takePress } from './press.service.ts';
import { parseJson } from './signed-message.ts';

/** A press as a post publishes it: what goes into the headers of a webhook, and the body that was signed with them. */
const envelope = z.object({
  id: z.string(),
  timestamp: z.union([z.string(), z.number()]),
  signature: z.string(),
  body: z._default(z.string().check(z.maxLength(2048)), ''),
});

const largestEnvelopeBytes = 8_192;
const topicForm = /^sos-posts\/([^/]{1,60})\/press$/;
/** A press may have waited at the broker while the portal was away. */
const longestWaitSeconds = 86_400;

/**
 * Presses of SOS posts over MQTT, published with QoS 1 to `sos-posts/{id}/press`: signed, taken once, and joined as those
 * over HTTP are, only that one may come late. When a late one was pressed is known by what it says, or by when it was sent.
 */
export function pressSubscription(contextNow: () => Context): Subscription {
  return {
    filter: 'sos-posts/+/press',
    topic: topicForm,
    take: async (topic, payload) => {
      const read = payload.length <= largestEnvelopeBytes ? envelope.safeParse(parseJson(payload)) : undefined;
      if (!read?.success) throw new AppError('invalid', 'no press');
      const { id, timestamp, signature, body } = read.data;
      const deviceId = topicForm.exec(topic)?.[1] ?? '';
      const headers = { id, timestamp: String(timestamp), signature };
      const message = { deviceId, headers, body: Buffer.from(body) };
      await takePress(contextNow(), message, { longestWaitSeconds });
    },
  };
}
