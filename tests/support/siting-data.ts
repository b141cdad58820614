import { existsSync, readFileSync } from 'node:fs';

/** Published siting problems, where the machine has them: they are kept beside the checkout. */
const folder = '../shared/data/siting';
export const hasSitingData = existsSync(folder);

/** San Francisco: metres along the streets from each of 16 stores to each of 205 census tracts, and their people. */
export interface SanFrancisco {
  people: Float64Array;
  /** By store, the metres to each tract. */
  meters: Float64Array[];
}

export function readSanFrancisco(): SanFrancisco {
  const lines = read('SF_network_distance_candidateStore_16_censusTract_205_new.csv').slice(1);
  const rows = lines.map((line) => line.split(','));
  const tracts = [...new Set(rows.map(([, , tract]) => tract))];
  const stores = [...new Set(rows.map(([, store]) => store))];
  const people = new Float64Array(tracts.length);
  const meters = stores.map(() => new Float64Array(tracts.length));
  for (const [distance, store, tract, count] of rows) {
    const at = tracts.indexOf(tract);
    people[at] = Number(count);
    (meters[stores.indexOf(store)] ?? people)[at] = Number(distance);
  }
  return { people, meters };
}

/** OR-Library (Beasley): a network of which every place is both demand and site, and how many sites are to be chosen. */
export function readNetwork(name: string): { mostSites: number; meters: Float64Array[] } {
  const [head = [], ...edges] = read(name).map((line) => line.trim().split(/\s+/).map(Number));
  const [places = 0, , mostSites = 0] = head;
  const meters = Array.from({ length: places }, (_, from) =>
    Float64Array.from({ length: places }, (_, to) => (from === to ? 0 : Number.POSITIVE_INFINITY)),
  );
  for (const [from = 0, to = 0, length = 0] of edges) {
    // Where an edge is listed twice, the library takes the last one.
    for (const [a, b] of [
      [from - 1, to - 1],
      [to - 1, from - 1],
    ] as const)
      (meters[a] ?? new Float64Array())[b] = length;
  }
  for (const [through, onward] of meters.entries())
    for (const row of meters) {
      const first = row[through] ?? 0;
      onward.forEach((second, to) => {
        if (first + second < (row[to] ?? 0)) row[to] = first + second;
      });
    }
  return { mostSites, meters };
}

function read(name: string): string[] {
  return readFileSync(`${folder}/${name}`, 'utf8').split(/\r?\n/).filter(Boolean);
}
