/** A place on the Earth, or on a plane: `[longitude, latitude]` in degrees, or `[x, y]`. */
export type Position = readonly [number, number];
