import type { Home } from '../../compute/coverage/people-near.ts';
import type { Scene } from './scene.ts';

const peoplePerHome = 3;

/** Everybody who lives in the zone, spread over its homes; without a count, three to a home. */
export function homesOf({ buildings }: Scene, population: number | null): Home[] {
  const homes = buildings.reduce((sum, building) => sum + building.homes, 0);
  const perHome = population && homes > 0 ? population / homes : peoplePerHome;
  return buildings.flatMap(({ rings, homes: count }) => {
    const place = rings[0]?.[0];
    return place && count > 0 ? [{ place, people: count * perHome }] : [];
  });
}
