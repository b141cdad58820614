import { momentWeight } from '../../src/compute/incidents/rhythms.ts';
import { createRandom } from '../../src/compute/random.ts';
import { toPosition } from '../../src/compute/town/frame.ts';
import { homesAsSource, sourcesOf } from './hot-places.ts';
import { makeSite, type Site } from './site.ts';
import { banSuksan, planBanSuksan, planThungPlaina, thungPlaina } from './towns.ts';
import { summaryOf } from './words/incidents.ts';

/** An incident that could be called in right now. */
export interface BelievableIncident {
  kind: string;
  longitude: number;
  latitude: number;
  source: 'call' | 'patrol' | 'resident';
  summary: string;
}

const demonstrationSeed = 'suksan-2569';

/** The demonstration's town that this zone is, or undefined when it is none of them. */
export function siteOfZone(slug: string, now: Date): Site | undefined {
  const random = createRandom(demonstrationSeed);
  if (slug === banSuksan.slug) return makeSite(planBanSuksan(demonstrationSeed, 1), banSuksan, random, now);
  if (slug === thungPlaina.slug) return makeSite(planThungPlaina(demonstrationSeed), thungPlaina, random, now);
  return undefined;
}

/**
 * What happens next in a town: of a kind that is usual at this hour, where it usually is. The same seed gives the same
 * incident.
 */
export function nextIncident(site: Site, seed: string, now: Date): BelievableIncident {
  const random = createRandom(seed);
  const sources = site.words === banSuksan ? sourcesOf(site.plan, site.buildings) : [homesAsSource(site.buildings, 1)];
  const choices = sources.flatMap((source) =>
    Object.entries(source.perYear).map(([kind, perYear]) => ({
      source,
      kind,
      weight: perYear * momentWeight(kind, now, 7),
    })),
  );
  const { source, kind } = random.weighted(choices, (choice) => choice.weight);
  const [longitude, latitude] = toPosition(site.plan, source.drawPlace(random));
  const channel = random.weighted(
    ['call', 'patrol', 'resident'] as const,
    (name) => ({ call: 7, patrol: 1, resident: 2 })[name],
  );
  return { kind, longitude, latitude, source: channel, summary: summaryOf(kind, random) };
}
