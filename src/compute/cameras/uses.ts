/**
 * What a picture can be used for by how many pixels a metre takes in it. The editions of IEC/EN 62676-4 name and number
 * the steps differently; both are in use in tenders, so both are here. Pixels per metre, in rising order.
 */
export const usesByEdition = {
  '2014': { monitor: 12.5, detect: 25, observe: 62.5, recognise: 125, identify: 250, inspect: 1000 },
  '2024': { overview: 20, outline: 40, discern: 80, perceive: 125, characterise: 250, validate: 500, scrutinise: 1500 },
} as const;

/** Width of a Thai car's number plate, in metres. */
const plateWidthMeters = 0.34;

/**
 * What reading a number plate takes: pixels per metre, and the steepest angle between the view and the plate, in
 * degrees, that still reads, both from above and from the side.
 */
export const plateReading = {
  slow: { pixelsPerMeter: 130 / plateWidthMeters, steepestDegrees: 30 },
  moving: { pixelsPerMeter: 215 / plateWidthMeters, steepestDegrees: 30 },
} as const;
