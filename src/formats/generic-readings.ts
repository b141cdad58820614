import {
  candidatesOf,
  isRecord,
  type JsonRecord,
  momentOf,
  parseJson,
  type ReadReadings,
  readingsOf,
  recordsOf,
  refuseReading,
  scoreOf,
  textOf,
} from './camera-reading.ts';

/**
 * Reads the form for recognisers that have none of the known ones, one sighting or a list of them:
 *
 *     {
 *       "id": "any name that is the same when this is sent again",
 *       "seenAt": "2026-11-01T21:30:00+07:00",
 *       "camera": "what the sender calls it, if anything",
 *       "plates": [{ "text": "1กก 1234", "province": "กรุงเทพมหานคร", "score": 0.93 }],
 *       "face": { "name": "as the recogniser knows it", "score": 0.9 }
 *     }
 *
 * `seenAt` may also be seconds or milliseconds since 1970; `plates` are candidates for one plate, best first; scores
 * are from 0 to 1. `plates`, `face`, provinces and scores may be left out.
 */
export function readGenericReadings(body: Uint8Array | string): ReadReadings {
  const parsed = parseJson(body);
  if (!parsed) return refuseReading('not-json');
  const list = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const read = list.map(readOne);
  const refused = read.find((one) => !one.ok);
  return refused ?? readingsOf(read.flatMap((one) => (one.ok ? one.readings : [])));
}

function readOne(message: unknown): ReadReadings {
  if (!isRecord(message) || !('seenAt' in message)) return refuseReading('wrong-form');
  const seenAt = momentOf(message.seenAt);
  if (!seenAt) return refuseReading('no-time');
  const id = textOf(message.id);
  if (!id) return refuseReading('no-id');
  const plates = candidatesOf(recordsOf(message.plates).map(plateOf));
  const name = isRecord(message.face) ? textOf(message.face.name) : '';
  const face = isRecord(message.face) && name ? { name, score: scoreOf(message.face.score) } : undefined;
  const camera = textOf(message.camera);
  return readingsOf(plates.length > 0 || face ? [{ camera, seenAt, id, plates, face }] : []);
}

const plateOf = ({ text, province, score }: JsonRecord) => ({
  text: textOf(text) && `${textOf(text)} ${textOf(province)}`.trim(),
  score: scoreOf(score),
});
