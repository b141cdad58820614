/** A common kind of camera: what its data sheet says, which nobody has to look up on a ladder. */
export interface CameraKind {
  /** What is remembered of the choice, as its model. */
  name: string;
  shape: 'dome' | 'bullet' | 'plate' | 'panorama';
  /** Width of the sensor by its usual format (1/2.7″ = 5.37 mm, 1/3″ = 4.8 mm, 1/1.8″ = 7.18 mm). */
  sensorWidthMillimeters: number | undefined;
  focalLengthMillimeters: number | undefined;
  /** Where lens and sensor do not tell it, as for a fish-eye. */
  fieldOfViewDegrees: number | undefined;
  imageWidthPixels: number;
  imageHeightPixels: number;
}

function kind(
  shape: CameraKind['shape'],
  megapixels: keyof typeof pictures,
  sensorWidthMillimeters: number,
  focalLengthMillimeters: number,
): CameraKind {
  const [imageWidthPixels, imageHeightPixels] = pictures[megapixels];
  return {
    name: `${shape} ${megapixels} MP ${focalLengthMillimeters} mm`,
    shape,
    sensorWidthMillimeters,
    focalLengthMillimeters,
    fieldOfViewDegrees: undefined,
    imageWidthPixels,
    imageHeightPixels,
  };
}

const pictures = { 2: [1920, 1080], 4: [2560, 1440], 8: [3840, 2160] } as const;

/** The kinds that most cameras on Thai streets are of, by sensor format, lens and picture. */
export const cameraKinds: readonly CameraKind[] = [
  kind('dome', 2, 5.37, 2.8),
  kind('dome', 2, 5.37, 4),
  kind('dome', 4, 4.8, 2.8),
  kind('bullet', 2, 5.37, 4),
  kind('bullet', 2, 5.37, 6),
  kind('bullet', 4, 4.8, 4),
  kind('bullet', 4, 4.8, 6),
  kind('bullet', 8, 7.18, 4),
  kind('bullet', 8, 7.18, 6),
  kind('plate', 2, 5.37, 12),
  {
    name: 'panorama 360°',
    shape: 'panorama',
    sensorWidthMillimeters: undefined,
    focalLengthMillimeters: undefined,
    fieldOfViewDegrees: 360,
    imageWidthPixels: 2560,
    imageHeightPixels: 2560,
  },
];
