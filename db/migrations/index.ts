import type { Migration } from 'kysely/migration';
import * as foundation from './0001-foundation.ts';
import * as zones from './0002-zones.ts';
import * as people from './0003-people.ts';
import * as records from './0004-records.ts';
import * as basemap from './0005-basemap.ts';
import * as incidents from './0006-incidents.ts';
import * as reports from './0007-reports.ts';
import * as proposals from './0008-proposals.ts';
import * as projects from './0009-projects.ts';
import * as devices from './0010-devices.ts';
import * as incidentCells from './0011-incident-cells.ts';
import * as mapLayers from './0012-map-layers.ts';
import * as messages from './0014-messages.ts';
import * as sealedBallots from './0016-sealed-ballots.ts';
import * as projectWords from './0018-project-words.ts';
import * as verification from './0020-verification.ts';
import * as publicIncidents from './0022-public-incidents.ts';
import * as imports from './0024-imports.ts';
import * as bulkCounts from './0025-bulk-counts.ts';
import * as recountedCells from './0027-recounted-cells.ts';
import * as untoldIncidents from './0029-untold-incidents.ts';
import * as projectReports from './0030-project-reports.ts';
import * as coverage from './0031-coverage.ts';
import * as registry from './0032-registry.ts';
import * as plans from './0033-plans.ts';
import * as coverLayers from './0034-cover-layers.ts';
import * as siting from './0035-siting.ts';
import * as deviceIntake from './0036-device-intake.ts';
import * as surveys from './0037-surveys.ts';
import * as openGround from './0038-open-ground.ts';
import * as dueWhenDue from './0039-due-when-due.ts';
import * as sosPresses from './0040-sos-presses.ts';
import * as sources from './0041-sources.ts';
import * as escalation from './0042-escalation.ts';
import * as incidentView from './0043-incident-view.ts';
import * as watchLists from './0044-watch-lists.ts';
import * as alerts from './0045-alerts.ts';
import * as footage from './0046-footage.ts';

/** Every migration in order; the key is what the database remembers, so a key never changes once it has landed. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-zones': zones,
  '0003-people': people,
  '0004-records': records,
  '0005-basemap': basemap,
  '0006-incidents': incidents,
  '0007-reports': reports,
  '0008-proposals': proposals,
  '0009-projects': projects,
  '0010-devices': devices,
  '0011-incident-cells': incidentCells,
  '0012-map-layers': mapLayers,
  '0014-messages': messages,
  '0016-sealed-ballots': sealedBallots,
  '0018-project-words': projectWords,
  '0020-verification': verification,
  '0022-public-incidents': publicIncidents,
  '0024-imports': imports,
  '0025-bulk-counts': bulkCounts,
  '0027-recounted-cells': recountedCells,
  '0029-untold-incidents': untoldIncidents,
  '0030-project-reports': projectReports,
  '0031-coverage': coverage,
  '0032-registry': registry,
  '0033-plans': plans,
  '0034-cover-layers': coverLayers,
  '0035-siting': siting,
  '0036-device-intake': deviceIntake,
  '0037-surveys': surveys,
  '0038-open-ground': openGround,
  '0039-due-when-due': dueWhenDue,
  '0040-sos-presses': sosPresses,
  '0041-sources': sources,
  '0042-escalation': escalation,
  '0043-incident-view': incidentView,
  '0044-watch-lists': watchLists,
  '0045-alerts': alerts,
  '0046-footage': footage,
};
