/** How often things happen at an hour, on a weekday, in a season, in the zone's own time. Around 1 on average. */
interface Rhythm {
  /** Peaks of the day: hour, width in hours and height. */
  peaks: readonly { hour: number; width: number; height: number }[];
  weekend: number;
  rainy: number;
  hot: number;
  newYear: number;
}

const calm: Rhythm = { peaks: [], weekend: 1, rainy: 1, hot: 1, newYear: 1 };
const evening: Rhythm = { ...calm, peaks: [{ hour: 21, width: 2.2, height: 5 }], weekend: 1.35, newYear: 1.5 };
const lateNight: Rhythm = {
  ...calm,
  peaks: [{ hour: 23.5, width: 2, height: 6 }],
  weekend: 1.8,
  hot: 1.15,
  newYear: 2,
};
const workday: Rhythm = {
  ...calm,
  peaks: [
    { hour: 14, width: 3, height: 2.5 },
    { hour: 2.5, width: 1.8, height: 1.5 },
  ],
  weekend: 0.8,
};
const commuting: Rhythm = {
  ...calm,
  peaks: [
    { hour: 7.5, width: 1.2, height: 4 },
    { hour: 17.5, width: 1.6, height: 4 },
  ],
  weekend: 0.8,
  rainy: 1.35,
  newYear: 2.5,
};

const rhythms: Record<string, Rhythm> = {
  snatching: evening,
  robbery: lateNight,
  assault: lateNight,
  burglary: workday,
  theft: { ...calm, peaks: [{ hour: 18, width: 3.5, height: 2 }] },
  'vehicle-theft': { ...evening, peaks: [{ hour: 2, width: 2.5, height: 4 }] },
  damage: lateNight,
  drugs: evening,
  quarrel: lateNight,
  noise: { ...lateNight, hot: 1.3 },
  suspicious: { ...evening, peaks: [{ hour: 22, width: 2.5, height: 5 }] },
  traffic: commuting,
  animal: { ...calm, peaks: [{ hour: 8, width: 3, height: 1.5 }], rainy: 1.4 },
  fire: { ...calm, hot: 1.6 },
  domestic: { ...evening, hot: 1.2 },
};

/** The weight of a moment for a kind of incident; never more than `highestWeight(kind)`. */
export function momentWeight(kind: string, moment: Date, utcOffsetHours: number): number {
  const rhythm = rhythms[kind] ?? calm;
  const local = new Date(moment.getTime() + utcOffsetHours * 3_600_000);
  const isWeekend = [0, 5, 6].includes(local.getUTCDay());
  return (
    hourWeight(rhythm, local.getUTCHours() + local.getUTCMinutes() / 60) *
    (isWeekend ? rhythm.weekend : 1) *
    seasonWeight(rhythm, local)
  );
}

/** What no moment's weight goes beyond, for drawing by rejection. */
export function highestWeight(kind: string): number {
  const rhythm = rhythms[kind] ?? calm;
  const peaks = rhythm.peaks.reduce((sum, peak) => sum + peak.height, 1);
  return peaks * Math.max(1, rhythm.weekend) * Math.max(1, rhythm.rainy) * Math.max(1, rhythm.hot) * rhythm.newYear;
}

function hourWeight({ peaks }: Rhythm, hour: number): number {
  return peaks.reduce((sum, peak) => {
    const away = Math.min(Math.abs(hour - peak.hour), 24 - Math.abs(hour - peak.hour));
    return sum + peak.height * Math.exp(-(away ** 2) / (2 * peak.width ** 2));
  }, 0.6);
}

/** Rain from June to October, heat from March to May, and Songkran, the new year of 12–16 April. */
function seasonWeight(rhythm: Rhythm, local: Date): number {
  const month = local.getUTCMonth();
  if (month === 3 && local.getUTCDate() >= 12 && local.getUTCDate() <= 16) return rhythm.hot * rhythm.newYear;
  if (month >= 5 && month <= 9) return rhythm.rainy;
  return month >= 2 && month <= 4 ? rhythm.hot : 1;
}
