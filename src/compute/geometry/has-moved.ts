interface Place {
  longitude: number;
  latitude: number;
}

/** A centimetre or two is how forms round, not a move. */
const movedDegrees = 0.000_001;

/** Whether two places, in degrees, are so far apart that what stands there was moved. */
export function hasMoved(before: Place, now: Place): boolean {
  return (
    Math.abs(before.longitude - now.longitude) > movedDegrees || Math.abs(before.latitude - now.latitude) > movedDegrees
  );
}
