import { inTransaction } from '../../../db/client/transaction.ts';
import { may, requireAccount, type Viewer, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listZonesByIds } from '../../server/zone-choices.queries.ts';
import { insertProposalReports } from './linked-reports.queries.ts';
import {
  findLandmarkPoint,
  findRiskAreaAt,
  findRiskAreaPoint,
  findZoneAt,
  findZoneBySlug,
  listLandmarks,
  listReportsByNumber,
  listRiskAreas,
} from './places.queries.ts';
import { changeState } from './proposal-state.service.ts';
import { insertProposal, insertVersion } from './proposals.queries.ts';
import { cameraKinds, type NewProposal } from './proposals.schema.ts';

type Report = Awaited<ReturnType<typeof listReportsByNumber>>[number];
type Place = { point: readonly [number, number]; name: string };

/** From where somebody begins: zone, reports, or a point of the map. */
export interface Beginning {
  zone?: string | undefined;
  reports: readonly string[];
  point?: readonly [number, number] | undefined;
}

/**
 * What the form for a new proposal needs: the zone, its landmarks and risk areas, and the reports that it begins from.
 * `zone` is null when the viewer may propose in several and has not said in which. Refuses those who may not propose.
 */
export async function beginProposal(context: Context, beginning: Beginning) {
  requireAccount(context.viewer);
  const reports = await findReports(context, beginning.reports);
  const zones = await zonesToProposeIn(context, reports);
  const wanted =
    beginning.zone ??
    reports[0]?.zoneSlug ??
    (beginning.point && (await findZoneAt(context.database, beginning.point))?.slug);
  const zone = zones.find((each) => each.slug === wanted) ?? (zones.length === 1 && !wanted ? zones[0] : null) ?? null;
  if (zones.length === 0 || (wanted && !zone)) notFound();
  if (!zone) return { zone, zones, reports: [], landmarks: [], riskAreas: [], suggestedRiskAreaId: null };
  const [landmarks, riskAreas, around] = await Promise.all([
    listLandmarks(context.database, zone.id),
    listRiskAreas(context.database, zone.id),
    beginning.point ? findRiskAreaAt(context.database, zone.id, beginning.point) : undefined,
  ]);
  return {
    zone,
    zones,
    reports: reports.map(({ trackingNumber, category, placeName }) => ({ trackingNumber, category, placeName })),
    landmarks,
    riskAreas,
    suggestedRiskAreaId: around?.id ?? reports.find((report) => report.riskAreaId)?.riskAreaId ?? null,
  };
}

/** The zones of the viewer's roles; for a resident, those of the own reports that the proposal begins from. */
async function zonesToProposeIn(context: Context, reports: readonly Report[]) {
  const ids = new Set(zonesWhere(context.viewer, 'proposal.create'));
  for (const report of reports) if (isOwn(context.viewer, report)) ids.add(report.zoneId);
  return ids.size === 0 ? [] : listZonesByIds(context.database, [...ids]);
}

function isOwn(viewer: Viewer, report: Report): boolean {
  return viewer.account !== null && report.accountId === viewer.account.id;
}

/** Reports that the viewer may build on: ordinary ones; where the place is not public, one's own or as planner or officer. */
async function findReports(context: Context, trackingNumbers: readonly string[]): Promise<Report[]> {
  if (trackingNumbers.length === 0) return [];
  const reports = await listReportsByNumber(context.database, trackingNumbers);
  return reports.filter(
    (report) =>
      report.isPublicPlace || isOwn(context.viewer, report) || may(context.viewer, 'report.see-place', report.zoneId),
  );
}

/**
 * Makes a proposal and returns its number: a draft, or open at once. Partners, planners and officers may propose in
 * their territory, anybody else from own reports. Refuses with the field that cannot be used.
 */
export async function createProposal(context: Context, input: NewProposal): Promise<number> {
  const account = requireAccount(context.viewer);
  const zone = (await findZoneBySlug(context.database, input.zone)) ?? notFound();
  const reports = await findReports(context, input.reports);
  const isFromOwnReports = reports.length > 0 && reports.every((report) => isOwn(context.viewer, report));
  if (!may(context.viewer, 'proposal.create', zone.id) && !isFromOwnReports) notFound();
  if (reports.length < input.reports.length || reports.some((report) => report.zoneId !== zone.id)) {
    throw new AppError('invalid', 'reports', { reports: 'mistakeTracking' });
  }
  const place = await findPlace(context, zone.id, input, reports);
  const riskAreaId = input.riskArea ?? (await findRiskAreaAt(context.database, zone.id, place.point))?.id ?? null;
  return inTransaction(context.database, async (transaction) => {
    const id = newId();
    const words = { title: input.title, problem: input.problem, fix: input.fix };
    const made = { createdAt: context.now, changedAt: context.now };
    const number = await insertProposal(transaction, {
      id,
      zoneId: zone.id,
      kind: input.kind,
      authorId: account.id,
      organisationId: organisationOf(context.viewer),
      ...words,
      place: place.point,
      placeName: input.placeName || place.name,
      riskAreaId,
      ...made,
    });
    await insertVersion(transaction, {
      proposalId: id,
      version: 1,
      authorId: account.id,
      ...words,
      createdAt: context.now,
    });
    await insertProposalReports(
      transaction,
      id,
      reports.map((report) => report.id),
    );
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'proposal',
      subjectId: id,
      type: 'created',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { kind: input.kind, to: 'draft', reports: reports.map((report) => report.trackingNumber) },
    });
    if (input.as === 'open') {
      const draft = { id, zoneId: zone.id, state: 'draft' } as const;
      await changeState(context, transaction, draft, { to: 'open', type: 'opened' });
    }
    return number;
  });
}

function organisationOf(viewer: Viewer): string | null {
  const membership = viewer.memberships.find((each) => each.role !== 'commander');
  return membership?.organisationId ?? null;
}

/** Where the proposal is. A camera's place is an officer's to say; from others it stands for its risk area. */
async function findPlace(
  context: Context,
  zoneId: string,
  input: NewProposal,
  reports: readonly Report[],
): Promise<Place> {
  if (cameraKinds.includes(input.kind)) {
    if (!input.riskArea) throw new AppError('invalid', 'riskArea', { riskArea: 'mistakeRiskArea' });
    const area = await pointOfRiskArea(context, zoneId, input.riskArea);
    if (!may(context.viewer, 'camera.see-exact', zoneId) || !area) return area ?? refusePlace('riskArea');
  } else if (input.riskArea && !(await pointOfRiskArea(context, zoneId, input.riskArea))) refusePlace('riskArea');
  return (await resolvePlace(context, zoneId, input.place, reports)) ?? refusePlace('place');
}

function refusePlace(field: string): never {
  throw new AppError('invalid', field, { [field]: 'mistakePlace' });
}

async function pointOfRiskArea(context: Context, zoneId: string, riskAreaId: string): Promise<Place | undefined> {
  const area = await findRiskAreaPoint(context.database, zoneId, riskAreaId);
  return area && { point: [area.longitude, area.latitude], name: area.nameTh };
}

async function resolvePlace(
  context: Context,
  zoneId: string,
  place: string,
  reports: readonly Report[],
): Promise<Place | undefined> {
  const [kind, value = ''] = place.split(':');
  if (kind === 'risk-area') return pointOfRiskArea(context, zoneId, value);
  if (kind === 'landmark') {
    const landmark = await findLandmarkPoint(context.database, zoneId, value);
    return landmark && { point: [landmark.longitude, landmark.latitude], name: landmark.nameTh };
  }
  if (kind === 'reports') return middleOf(reports.filter((report) => report.isPublicPlace));
  const [longitude = Number.NaN, latitude = Number.NaN] = value.split(',').map(Number);
  const isPoint = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  const zone = isPoint ? await findZoneAt(context.database, [longitude, latitude]) : undefined;
  return zone?.id === zoneId ? { point: [longitude, latitude], name: '' } : undefined;
}

/** The mean of the reports' places: they lie within a few hundred metres, where the plane is good enough. */
function middleOf(reports: readonly Report[]): Place | undefined {
  const [first] = reports;
  if (!first) return undefined;
  const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
  return {
    point: [mean(reports.map((report) => report.longitude)), mean(reports.map((report) => report.latitude))],
    name: first.placeName,
  };
}
