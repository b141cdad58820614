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

/** OpenALPR's confidence ends with 100. */
const bestConfidence = 100;

/** Reads what an OpenALPR agent posts: `alpr_results` of one picture, or an `alpr_group` of many of one vehicle. */
export function readOpenAlpr(body: Uint8Array | string): ReadReadings {
  const parsed = parseJson(body);
  if (!parsed) return refuseReading('not-json');
  const message = parsed.value;
  if (!isRecord(message)) return refuseReading('wrong-form');
  if (message.data_type === 'heartbeat') return readingsOf([]);
  if (message.data_type === 'alpr_group') return readGroup(message);
  if (message.data_type !== 'alpr_results' || !Array.isArray(message.results)) return refuseReading('wrong-form');
  const camera = textOf(message.camera_id);
  const seenAt = momentOf(message.epoch_time);
  if (!seenAt) return refuseReading('no-time');
  const name = textOf(message.uuid) || `${camera} ${seenAt.toISOString()}`;
  return readingsOf(
    recordsOf(message.results).flatMap((result, index) => {
      const plates = candidatesOf([candidateOf(result), ...recordsOf(result.candidates).map(candidateOf)]);
      return plates.length > 0 ? [{ camera, seenAt, id: `${name} ${index}`, plates, face: undefined }] : [];
    }),
  );
}

function readGroup(message: JsonRecord): ReadReadings {
  const seenAt = momentOf(message.epoch_start);
  if (!seenAt) return refuseReading('no-time');
  const id = textOf(message.best_uuid) || textOf(message.uuid);
  if (!id) return refuseReading('no-id');
  const best = { text: textOf(message.best_plate_number), score: scoreOf(message.best_confidence, bestConfidence) };
  const plates = candidatesOf([best, ...recordsOf(message.candidates).map(candidateOf)]);
  const camera = textOf(message.camera_id);
  return readingsOf(plates.length > 0 ? [{ camera, seenAt, id, plates, face: undefined }] : []);
}

const candidateOf = ({ plate, confidence }: JsonRecord) => ({
  text: textOf(plate),
  score: scoreOf(confidence, bestConfidence),
});
