import {
  candidatesOf,
  isRecord,
  type JsonRecord,
  momentOf,
  parseJson,
  type ReadReadings,
  readingsOf,
  refuseReading,
  scoreOf,
  textOf,
} from './camera-reading.ts';

/*
 * Frigate (https://docs.frigate.video/integrations/mqtt): what it publishes under `frigate/events` and
 * `frigate/tracked_object_update`. Frigate has no webhook of its own; what relays these messages posts them as they
 * are, or as `{"topic": …, "payload": …}`.
 */

/** Reads a message of Frigate, whichever of its topics it came by. What is about no plate and no face has no sighting. */
export function readFrigate(body: Uint8Array | string): ReadReadings {
  const parsed = parseJson(body);
  if (!parsed) return refuseReading('not-json');
  return readMessage(unwrapped(parsed.value));
}

function unwrapped(value: unknown): unknown {
  if (!isRecord(value) || !('payload' in value) || 'type' in value) return value;
  const { payload } = value;
  return typeof payload === 'string' ? parseJson(payload)?.value : payload;
}

function readMessage(message: unknown): ReadReadings {
  if (!isRecord(message) || typeof message.type !== 'string') return refuseReading('wrong-form');
  if (isRecord(message.after)) return readEvent(message.after);
  if (message.type === 'lpr') return readUpdate(message, 'plate');
  if (message.type === 'face') return readUpdate(message, 'face');
  // Descriptions and whatever else Frigate tells of an object that it follows.
  return (textOf(message.id) || textOf(message.event_id)) === '' ? refuseReading('wrong-form') : readingsOf([]);
}

/** `frigate/events`: how an object stands after what happened to it. */
function readEvent(after: JsonRecord): ReadReadings {
  const [id, camera] = [textOf(after.id), textOf(after.camera)];
  if (!id) return refuseReading('no-id');
  const seenAt = momentOf(after.frame_time) ?? momentOf(after.start_time);
  if (!seenAt) return refuseReading('no-time');
  const plate = pairOf(after.recognized_license_plate, after.recognized_license_plate_score);
  const name = pairOf(after.sub_label, undefined);
  // Of a car the sub-label is what its plate is known as, which says no more than the plate.
  const face = after.label === 'person' && name.text !== '' ? { name: name.text, score: name.score } : undefined;
  const plates = candidatesOf([plate]);
  return readingsOf(plates.length > 0 || face ? [{ camera, seenAt, id, plates, face }] : []);
}

/** `frigate/tracked_object_update`: a plate or a face that was recognised just now. */
function readUpdate(message: JsonRecord, what: 'plate' | 'face'): ReadReadings {
  const [id, camera] = [textOf(message.id), textOf(message.camera)];
  if (!id) return refuseReading('no-id');
  const seenAt = momentOf(message.timestamp);
  if (!seenAt) return refuseReading('no-time');
  const score = scoreOf(message.score);
  const text = textOf(what === 'plate' ? message.plate : message.name);
  if (text === '') return readingsOf([]);
  const plates = what === 'plate' ? [{ text, score }] : [];
  const face = what === 'face' ? { name: text, score } : undefined;
  return readingsOf([{ camera, seenAt, id, plates, face }]);
}

/** A text that comes with a score beside it, or in one list with it. */
function pairOf(value: unknown, score: unknown): { text: string; score: number | undefined } {
  if (Array.isArray(value)) return { text: textOf(value[0]), score: scoreOf(value[1]) };
  return { text: textOf(value), score: scoreOf(score) };
}
