import { administrationRows } from './administration.ts';
import { alertRows } from './alerts.ts';
import { cameraRows } from './cameras.ts';
import { commonRows } from './common.ts';
import { deviceRows } from './devices.ts';
import { footageRows } from './footage.ts';
import { importRows } from './imports.ts';
import { incidentRows } from './incidents.ts';
import { mapRows } from './map.ts';
import { peopleRows } from './people.ts';
import { projectRows } from './projects.ts';
import { proposalRows } from './proposals.ts';
import { reportRows } from './reports.ts';
import type { Row } from './row.ts';
import { sosPostRows } from './sos-posts.ts';
import { thingRows } from './things.ts';
import { zoneRows } from './zones.ts';

/** The whole matrix: a file a topic. */
export const rows: readonly Row[] = [
  ...administrationRows,
  ...alertRows,
  ...cameraRows,
  ...commonRows,
  ...deviceRows,
  ...importRows,
  ...footageRows,
  ...incidentRows,
  ...mapRows,
  ...peopleRows,
  ...projectRows,
  ...proposalRows,
  ...reportRows,
  ...sosPostRows,
  ...thingRows,
  ...zoneRows,
];
