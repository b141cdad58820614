import {
  areaRows,
  buildingRows,
  lampRows,
  landmarkRows,
  landRows,
  streetRows,
  zoneRows,
} from './base-layers.queries.ts';
import { cameraViewRows, coverageGapRows, sosReachRows } from './cover-layers.queries.ts';
import { cameraRows, projectRows, proposalRows, reportRows, riskAreaRows, sosPostRows } from './data-layers.queries.ts';
import { incidentRows } from './incident-layer.queries.ts';
import type { LayerRequest, LayerRows } from './layer-request.ts';
import type { LayerId } from './layers.ts';

const rows: Record<LayerId, (request: LayerRequest) => LayerRows> = {
  land: landRows,
  buildings: buildingRows,
  streets: streetRows,
  landmarks: landmarkRows,
  lamps: lampRows,
  areas: areaRows,
  zones: zoneRows,
  'sos-posts': sosPostRows,
  projects: projectRows,
  proposals: proposalRows,
  'risk-areas': riskAreaRows,
  reports: reportRows,
  cameras: cameraRows,
  'camera-views': cameraViewRows,
  'coverage-gaps': coverageGapRows,
  'sos-reach': sosReachRows,
  incidents: incidentRows,
};

/** The query for what the layer holds within the request. */
export const rowsOfLayer = (layer: LayerId, request: LayerRequest): LayerRows => rows[layer](request);
