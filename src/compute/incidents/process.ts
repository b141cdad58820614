import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';
import type { Point } from '../town/plan.ts';
import { highestWeight, momentWeight } from './rhythms.ts';

/** Something that gives rise to incidents: a place that is known to be bad, or the town at large. */
export interface IncidentSource {
  key: string;
  /** How many a year of each kind, before treatments and gaps. */
  perYear: Readonly<Record<string, number>>;
  drawPlace(random: Random): Point;
}

/** Works that make incidents rarer inside a ring from a moment on; factor 1 changes nothing. */
export interface Treatment {
  key: string;
  contains(place: Point): boolean;
  from: Date;
  factor: number;
}

export interface ProcessOptions {
  seed: string;
  start: Date;
  end: Date;
  utcOffsetHours: number;
  sources: readonly IncidentSource[];
  treatments: readonly Treatment[];
  /** Times from which nothing was recorded. */
  gaps: readonly { from: Date; to: Date }[];
  /** The share of what happens that is ever reported, by place. */
  reportedShare(place: Point): number;
}

/** An incident as it happened and as it was recorded. */
export interface DrawnIncident {
  kind: string;
  source: string;
  from: Date;
  to: Date;
  recordedAt: Date;
  place: Point;
  /** Came after a burglary nearby. */
  isNearRepeat: boolean;
}

const day = 86_400_000;
/** Another home nearby within two weeks, as studies of near repeats find them. */
export const nearRepeat = { childrenPerBurglary: 0.4, meters: 150, days: 14 };
const stepDays = 30;

/** Draws what happened, a month of each source at a time; within a batch in order of time. */
export function* drawIncidents(options: ProcessOptions): Generator<DrawnIncident[]> {
  for (let start = options.start.getTime(); start < options.end.getTime(); start += stepDays * day) {
    const end = Math.min(start + stepDays * day, options.end.getTime());
    const random = createRandom(`${options.seed}/incidents/${Math.round((start - options.start.getTime()) / day)}`);
    yield options.sources
      .flatMap((source) => drawSource(source, start, end, options, random))
      .filter((incident) => isRecorded(incident, options, random))
      .sort((a, b) => a.from.getTime() - b.from.getTime());
  }
}

function drawSource(
  source: IncidentSource,
  start: number,
  end: number,
  options: ProcessOptions,
  random: Random,
): DrawnIncident[] {
  return Object.entries(source.perYear).flatMap(([kind, perYear]) => {
    const count = random.poisson((perYear * (end - start)) / (365 * day));
    return Array.from({ length: count }, () => {
      const moment = drawMoment(kind, start, end, options.utcOffsetHours, random);
      return incidentAt(kind, source.key, moment, source.drawPlace(random), random);
    }).flatMap((incident) => [incident, ...nearRepeatsOf(incident, random)]);
  });
}

function drawMoment(kind: string, start: number, end: number, utcOffsetHours: number, random: Random): Date {
  const highest = highestWeight(kind);
  for (let attempt = 0; attempt < 200; attempt++) {
    const moment = new Date(Math.floor(random.between(start, end)));
    if (random.chance(momentWeight(kind, moment, utcOffsetHours) / highest)) return moment;
  }
  return new Date(Math.floor(random.between(start, end)));
}

/** Nobody saw a burglary or a stolen motorcycle go: it happened some time between leaving and coming back. */
function incidentAt(kind: string, source: string, from: Date, place: Point, random: Random): DrawnIncident {
  const isFoundLater = kind === 'burglary' || kind === 'vehicle-theft';
  const to = new Date(from.getTime() + (isFoundLater ? random.between(1, 9) * 3_600_000 : 0));
  const recordedAt = new Date(to.getTime() + (isFoundLater ? random.between(5, 300) : random.between(1, 20)) * 60_000);
  return { kind, source, from, to, recordedAt, place, isNearRepeat: false };
}

function nearRepeatsOf(incident: DrawnIncident, random: Random): DrawnIncident[] {
  if (incident.kind !== 'burglary') return [];
  return Array.from({ length: random.poisson(nearRepeat.childrenPerBurglary) }, () => {
    const days = Math.min(-Math.log(1 - random.next()) * 4, nearRepeat.days - 0.01);
    const meters = nearRepeat.meters * Math.sqrt(random.next()) * 0.97;
    const angle = random.between(0, 2 * Math.PI);
    const place: Point = [incident.place[0] + meters * Math.cos(angle), incident.place[1] + meters * Math.sin(angle)];
    const moment = new Date(incident.from.getTime() + Math.round(days * day));
    return { ...incidentAt('burglary', incident.source, moment, place, random), isNearRepeat: true };
  });
}

function isRecorded(incident: DrawnIncident, options: ProcessOptions, random: Random): boolean {
  if (incident.recordedAt > options.end) return false;
  if (options.gaps.some((gap) => incident.from >= gap.from && incident.from < gap.to)) return false;
  if (!random.chance(options.reportedShare(incident.place))) return false;
  return options.treatments.every(
    (treatment) =>
      incident.from < treatment.from || !treatment.contains(incident.place) || random.chance(treatment.factor),
  );
}
