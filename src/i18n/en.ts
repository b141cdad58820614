import type { Messages } from './th.ts';
import { administration } from './topics/administration/en.ts';
import { alerts } from './topics/alerts/en.ts';
import { ballots } from './topics/ballots/en.ts';
import { cameras } from './topics/cameras/en.ts';
import { commandRoom } from './topics/commandRoom/en.ts';
import { common } from './topics/common/en.ts';
import { coverage } from './topics/coverage/en.ts';
import { footage } from './topics/footage/en.ts';
import { imports } from './topics/imports/en.ts';
import { incidentFigures } from './topics/incidentFigures/en.ts';
import { incidents } from './topics/incidents/en.ts';
import { map } from './topics/map/en.ts';
import { mapThings } from './topics/mapThings/en.ts';
import { notifications } from './topics/notifications/en.ts';
import { people } from './topics/people/en.ts';
import { placeMap } from './topics/placeMap/en.ts';
import { plans } from './topics/plans/en.ts';
import { privacy } from './topics/privacy/en.ts';
import { projects } from './topics/projects/en.ts';
import { proposals } from './topics/proposals/en.ts';
import { reports } from './topics/reports/en.ts';
import { signals } from './topics/signals/en.ts';
import { siting } from './topics/siting/en.ts';
import { sosPosts } from './topics/sosPosts/en.ts';
import { sources } from './topics/sources/en.ts';
import { surveys } from './topics/surveys/en.ts';
import { watchLists } from './topics/watchLists/en.ts';
import { zones } from './topics/zones/en.ts';

export const en: Messages = {
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
