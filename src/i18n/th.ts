import { administration } from './topics/administration/th.ts';
import { alerts } from './topics/alerts/th.ts';
import { ballots } from './topics/ballots/th.ts';
import { cameras } from './topics/cameras/th.ts';
import { commandRoom } from './topics/commandRoom/th.ts';
import { common } from './topics/common/th.ts';
import { coverage } from './topics/coverage/th.ts';
import { footage } from './topics/footage/th.ts';
import { imports } from './topics/imports/th.ts';
import { incidentFigures } from './topics/incidentFigures/th.ts';
import { incidents } from './topics/incidents/th.ts';
import { map } from './topics/map/th.ts';
import { mapThings } from './topics/mapThings/th.ts';
import { notifications } from './topics/notifications/th.ts';
import { people } from './topics/people/th.ts';
import { placeMap } from './topics/placeMap/th.ts';
import { plans } from './topics/plans/th.ts';
import { privacy } from './topics/privacy/th.ts';
import { projects } from './topics/projects/th.ts';
import { proposals } from './topics/proposals/th.ts';
import { reports } from './topics/reports/th.ts';
import { signals } from './topics/signals/th.ts';
import { siting } from './topics/siting/th.ts';
import { sosPosts } from './topics/sosPosts/th.ts';
import { sources } from './topics/sources/th.ts';
import { surveys } from './topics/surveys/th.ts';
import { watchLists } from './topics/watchLists/th.ts';
import { zones } from './topics/zones/th.ts';

/** Every message in Thai, the source language. A topic's messages stand in `topics/<topic>/`. */
export const th = {
  administration,
  alerts,
  ballots,
  cameras,
  commandRoom,
  common,
  coverage,
  footage,
  imports,
  incidentFigures,
  incidents,
  map,
  mapThings,
  notifications,
  people,
  placeMap,
  plans,
  privacy,
  projects,
  proposals,
  reports,
  sosPosts,
  sources,
  surveys,
  signals,
  siting,
  watchLists,
  zones,
};

type Topics = typeof th;

/** Messages by topic; English must have every key of Thai. */
export type Messages = { [Topic in keyof Topics]: Record<keyof Topics[Topic], string> };
