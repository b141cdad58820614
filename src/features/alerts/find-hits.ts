import { likelihoodOf, type ReadPlate } from '../../compute/plates/likelihood.ts';
import { readPlate } from '../../compute/plates/read-plate.ts';
import type { CameraReading } from '../../formats/camera-reading.ts';

/** What is watched at this moment. */
export interface WatchedThing {
  id: string;
  kind: string;
  watched: string | null;
  threshold: number;
}

/** A sighting that is likely enough something watched. */
export interface Hit {
  entryId: string;
  kind: string;
  sourceKey: string;
  /** What the recogniser took it for. */
  readText: string;
  likelihood: number;
  seenAt: Date;
}

/**
 * The hits among what a camera has recognised. A plate's likelihood is worked out from its candidates; a face's is what
 * the recogniser says itself, for it alone compared the faces. All else is not looked at again.
 */
export function findHits(readings: readonly CameraReading[], watched: readonly WatchedThing[]): Hit[] {
  return readings.flatMap((reading) => {
    const plates = readPlates(reading);
    return watched.flatMap((entry) => {
      const likelihood = entry.kind === 'face' ? faceLikelihood(reading, entry) : plateLikelihood(plates, entry);
      if (likelihood === 0 || likelihood < entry.threshold) return [];
      const readText = (entry.kind === 'face' ? reading.face?.name : reading.plates[0]?.text) ?? '';
      const { id: sourceKey, seenAt } = reading;
      return [{ entryId: entry.id, kind: entry.kind, sourceKey, readText, likelihood, seenAt }];
    });
  });
}

function readPlates({ plates }: CameraReading): ReadPlate[] {
  return plates.flatMap(({ text, score }) => {
    const plate = readPlate(text);
    return plate ? [{ plate, score }] : [];
  });
}

function plateLikelihood(plates: readonly ReadPlate[], { watched }: WatchedThing): number {
  const plate = watched === null || plates.length === 0 ? undefined : readPlate(watched);
  return plate ? likelihoodOf(plates, plate) : 0;
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

function faceLikelihood({ face }: CameraReading, { watched }: WatchedThing): number {
  return face && watched !== null && plain(face.name) === plain(watched) ? (face.score ?? 0) : 0;
}
