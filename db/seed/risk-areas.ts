import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { type Point, range, type TownPlan } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Event, RiskArea } from '../types.ts';
import { eventRows } from './history.ts';
import { hotPlaceBy } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { atHour, dayOf, daysBefore } from './moments.ts';
import type { People } from './people.ts';
import { polygonText } from './shapes.ts';
import type { Site } from './site.ts';
import { type BlockPlace, placeOf } from './towns.ts';
import type { RiskWords } from './words/risk-areas.ts';

/** A risk area of the demonstration, for what is linked to it. */
export interface SeededRiskArea {
  id: string;
  key: string;
  center: Point;
}

/** Writes a zone's risk areas with what became of them. */
export async function insertRiskAreas(
  database: Database,
  site: Site,
  people: People,
  areas: readonly RiskWords[],
  random: Random,
  now: Date,
): Promise<SeededRiskArea[]> {
  const seeded: SeededRiskArea[] = [];
  const rows: Insertable<RiskArea>[] = [];
  const events: Insertable<Event>[] = [];
  for (const words of areas) {
    const createdAt = atHour(daysBefore(now, words.daysAgo), 10.5);
    const { center, meters, names } = shapeOf(site.plan, words);
    const id = random.id(createdAt);
    const steps = words.states.map((to, index) => ({
      type: 'moved',
      at: atHour(daysBefore(now, words.movedDaysAgo[index] ?? 0), 14.2),
      actorId: random.pick(people.officers),
      payload: { from: words.states[index - 1] ?? 'proposed', to },
    }));
    seeded.push({ id, key: words.key, center });
    rows.push({
      id,
      zoneId: site.zoneId,
      ...names,
      level: words.level,
      boundary: polygonText(site.plan, blob(center, meters, random)),
      factors: words.factors.map(([key, th, en]) => ({ key, th, en })),
      reasonTh: words.reason[0],
      reasonEn: words.reason[1],
      assessedOn: dayOf(daysBefore(now, Math.min(words.daysAgo, 30))),
      createdAt,
      updatedAt: steps.at(-1)?.at ?? createdAt,
    });
    const proposed = {
      type: 'proposed',
      at: createdAt,
      actorId: people.officers[0] ?? null,
      payload: { level: words.level },
    };
    events.push(
      ...eventRows(random, { zoneId: site.zoneId, subject: 'risk-area', subjectId: id }, [proposed, ...steps]),
    );
  }
  await insertRows(database, 'riskArea', rows);
  await walkStates(
    database,
    'riskArea',
    seeded.map((area, index) => ({ id: area.id, states: areas[index]?.states ?? [] })),
  );
  await insertRows(database, 'event', events);
  return seeded;
}

function shapeOf(
  plan: TownPlan,
  words: RiskWords,
): { center: Point; meters: number; names: { nameTh: string; nameEn: string } } {
  if (words.own) {
    const { at, meters, nameTh, nameEn } = words.own;
    return { center: placeOf(plan, at), meters, names: { nameTh, nameEn } };
  }
  const { at, radiusMeters, nameTh, nameEn }: { at: BlockPlace; radiusMeters: number; nameTh: string; nameEn: string } =
    hotPlaceBy(words.key);
  return { center: placeOf(plan, at), meters: radiusMeters, names: { nameTh, nameEn } };
}

/** A rounded outline as somebody would draw it by hand. */
function blob([east, north]: Point, meters: number, random: Random): Point[] {
  const corners = 12;
  return range(corners).map((corner) => {
    const angle = ((corner + random.between(-0.25, 0.25)) / corners) * 2 * Math.PI;
    const reach = meters * random.between(0.85, 1.25);
    return [east + reach * 1.15 * Math.cos(angle), north + reach * 0.9 * Math.sin(angle)];
  });
}
