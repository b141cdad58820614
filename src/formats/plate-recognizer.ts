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

/*
 * Plate Recognizer's webhooks (https://guides.platerecognizer.com/docs/stream/integration): JSON, or multipart with the
 * same JSON in the part `json` beside the picture in `upload`, which we do not look at.
 */

/** Reads what Plate Recognizer posts, with the content type that it came with. */
export async function readPlateRecognizer(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<ReadReadings> {
  const text = /^multipart\/form-data/i.test(contentType) ? await jsonPart(body, contentType) : body;
  const parsed = text === undefined ? undefined : parseJson(text);
  if (!parsed) return refuseReading('not-json');
  return readWebhook(parsed.value);
}

async function jsonPart(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<string | undefined> {
  try {
    const parts = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
    const part = parts.get('json');
    return part instanceof File ? await part.text() : (part ?? undefined);
  } catch {
    return undefined;
  }
}

function readWebhook(message: unknown): ReadReadings {
  if (!isRecord(message) || !isRecord(message.data) || !Array.isArray(message.data.results))
    return refuseReading('wrong-form');
  const { data } = message;
  const camera = textOf(data.camera_id);
  const seenAt = momentOf(data.timestamp);
  if (!seenAt) return refuseReading('no-time');
  return readingsOf(
    recordsOf(data.results).flatMap((result, index) => {
      const plates = platesOf(result);
      const id = `${camera} ${seenAt.toISOString()} ${index}`;
      return plates.length > 0 ? [{ camera, seenAt, id, plates, face: undefined }] : [];
    }),
  );
}

function platesOf(result: JsonRecord): { text: string; score: number | undefined }[] {
  const one = ({ plate, score }: JsonRecord) => ({ text: textOf(plate), score: scoreOf(score) });
  return candidatesOf([one(result), ...recordsOf(result.candidates).map(one)]);
}
