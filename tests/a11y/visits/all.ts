import { globSync, readFileSync } from 'node:fs';
import { administrationVisits } from './administration.ts';
import { alertVisits } from './alerts.ts';
import { deviceVisits } from './devices.ts';
import { footageVisits } from './footage.ts';
import { incidentVisits } from './incidents.ts';
import { peopleVisits } from './people.ts';
import { projectVisits } from './projects.ts';
import { proposalVisits } from './proposals.ts';
import { reportVisits } from './reports.ts';
import type { Visit } from './visit.ts';
import { zoneVisits } from './zones.ts';

/** Every look that is taken: a file a topic. */
export const visits: readonly Visit[] = [
  ...administrationVisits,
  ...alertVisits,
  ...deviceVisits,
  ...footageVisits,
  ...incidentVisits,
  ...peopleVisits,
  ...projectVisits,
  ...proposalVisits,
  ...reportVisits,
  ...zoneVisits,
];

/** `/zones/[slug] empty`: every page has to be looked at as it mostly is, and in the states that its source shows. */
export function listWantedVisits(): string[] {
  return globSync('src/pages/**/*.astro')
    .map((file) => file.replaceAll('\\', '/'))
    .flatMap((file) => {
      const page =
        file
          .slice('src/pages'.length)
          .replace(/\.astro$/, '')
          .replace(/\/index$/, '') || '/';
      const source = readFileSync(file, 'utf8');
      return [
        `${page} content`,
        ...(/\.length === 0 (&&|\?)/.test(source) ? [`${page} empty`] : []),
        ...(/readForm\(|formAction\(/.test(source) ? [`${page} mistake`] : []),
      ];
    })
    .sort();
}
