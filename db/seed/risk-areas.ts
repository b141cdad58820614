import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { type Point, range, type TownPlan } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Event, RiskArea } from '../types.ts';
import { eventRows } from './history.ts';
import { hotPlaceBy } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { dayOf, daysAfter, daysBefore } from './moments.ts';
import type { People } from './people.ts';
import { polygonText } from './shapes.ts';
import type { Site } from './site.ts';
import { type BlockPlace, placeOf } from './towns.ts';
import { type RiskWords, riskAreas } from './words/risk-areas.ts';

/** A risk area of the demonstration, for what is linked to it. */
export interface SeededRiskArea {
  id: string;
  key: string;
  center: Point;
}

/** Writes the zone's risk areas, in every state. */
export async function insertRiskAreas(
  database: Database,
  site: Site,
  people: People,
  random: Random,
  now: Date,
): Promise<SeededRiskArea[]> {
  const seeded: SeededRiskArea[] = [];
  const rows: Insertable<RiskArea>[] = [];
  const events: Insertable<Event>[] = [];
  for (const words of riskAreas) {
    const createdAt = daysBefore(now, words.daysAgo);
    const { center, meters, names } = shapeOf(site.plan, words);
    const id = random.id(createdAt);
    const steps = words.states.map((to, index) => ({
      type: 'moved',
      at: daysAfter(createdAt, ((index + 1) * words.daysAgo) / (words.states.length + 1)),
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
    seeded.map((area, index) => ({ id: area.id, states: riskAreas[index]?.states ?? [] })),
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
