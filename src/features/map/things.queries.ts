import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { PropertyValue } from '../../formats/mvt.ts';
import type { LayerRows } from './layer-request.ts';
import { type LayerId, layerOf } from './layers.ts';
import type { Filters } from './map.schema.ts';

/** One thing of a layer: what its tile says of it, what else is known of it by its id, and a place on it. */
export interface Thing {
  properties: Record<string, PropertyValue>;
  extra: Record<string, PropertyValue>;
  longitude: number;
  latitude: number;
}

const organisation = sql`organisation.name_th as organisation_th, organisation.name_en as organisation_en`;

/** What a list and a panel tell beyond the tile. It is asked only of things that the layer's own query lets through. */
const extras: Partial<Record<LayerId, RawBuilder<unknown>>> = {
  reports: sql`
    select report.place_name, to_char(report.created_at at time zone zone.time_zone, 'YYYY-MM-DD') as since,
      (select count(*) from report_me_too where report_me_too.report_id = report.id)::integer as me_too
    from report join zone on zone.id = report.zone_id where report.id = thing.id::uuid`,
  proposals: sql`
    select proposal.title, proposal.place_name,
      (select count(*) from proposal_endorsement as e where e.proposal_id = proposal.id)::integer as endorsed
    from proposal where proposal.id = thing.id::uuid`,
  projects: sql`
    select project.title, project.place_name, project.due_on::text as due, ${organisation}
    from project join organisation on organisation.id = project.organisation_id where project.id = thing.id::uuid`,
  'risk-areas': sql`
    select reason_th, reason_en, assessed_on::text as assessed from risk_area where risk_area.id = thing.id::uuid`,
  cameras: sql`
    select camera.name, camera.is_occluded as blocked, ${organisation}
    from camera join organisation on organisation.id = camera.organisation_id where camera.id = thing.id::uuid`,
  'coverage-gaps': sql`
    select gap.risk_area_id, area.name_th as area_th, area.name_en as area_en, area.level,
      round(100 * gap.risk / nullif((select sum(other.risk) from coverage_gap as other
        where (other.zone_id, other.purpose, other.scope) = (gap.zone_id, gap.purpose, gap.scope)), 0))::integer as risk_percent,
      nearest.code as nearest_code, round(gap.nearest_camera_meters)::integer as nearest_meters,
      turned.code as turn_code, round(gap.turn_heading_degrees)::integer as turn_degrees,
      round(100 * gap.turn_closes_share)::integer as turn_percent,
      near_street.name_th as street_th, near_street.name_en as street_en
    from coverage_gap as gap join risk_area as area on area.id = gap.risk_area_id
    left join camera as nearest on nearest.id = gap.nearest_camera_id
    left join camera as turned on turned.id = gap.turn_camera_id
    left join lateral (
      select street.name_th, street.name_en from street
      where street.name_th <> '' and street.line && st_expand(gap.label, 0.003)
      order by street.line <-> gap.label limit 1
    ) as near_street on true
    where gap.id = thing.id::uuid`,
  incidents: sql`
    select incident_kind.name_th, incident_kind.name_en, incident_response.priority, incident_response.daily_log_number
    from incident_kind left join incident_response on incident_response.incident_id = thing.id::uuid
    where incident_kind.code = thing.kind`,
  zones: sql`
    select zone.population, station.name_th as station_th, station.name_en as station_en
    from zone join police_unit as station on station.id = zone.station_id where zone.id = thing.id::uuid`,
};

/** The things among the rows, in their order. `text` is looked for, without spaces, in numbers, codes and titles. */
export async function listThings(
  database: Database,
  question: { layer: LayerId; rows: LayerRows; id?: string; text?: string; limit: number; offset: number },
): Promise<Thing[]> {
  const { layer } = question;
  const columns = sql.join(Object.keys(layerOf(layer).fields).map((name) => sql.ref(`thing.${name}`)));
  const isAsked = question.id === undefined ? sql`true` : sql`thing.id = ${question.id}`;
  const isFound = question.text === undefined ? sql`true` : isLike(namesOf[layer] ?? sql`''`, question.text);
  const result = await sql<Thing>`
    select (select jsonb_strip_nulls(to_jsonb(fields)) from (select ${columns}) as fields) as properties,
      coalesce(to_jsonb(extra), '{}') as extra, st_x(st_pointonsurface(thing.shape)) as longitude,
      st_y(st_pointonsurface(thing.shape)) as latitude
    from (select numbered.*, row_number() over () as place_in_order from (${question.rows}) as numbered) as thing
    left join lateral (${extras[layer] ?? sql`select null::text as nothing`}) as extra on true
    where ${isAsked} and ${isFound}
    order by thing.place_in_order limit ${question.limit} offset ${question.offset}`.execute(database);
  return result.rows;
}

/** What people call a thing of the layer by, for searching. */
const namesOf: Partial<Record<LayerId, RawBuilder<unknown>>> = {
  'risk-areas': sql`thing.name_th || ' ' || thing.name_en`,
  reports: sql`thing.number`,
  proposals: sql`thing.number::text || ' ' || extra.title`,
  projects: sql`thing.number::text || ' ' || extra.title`,
  'sos-posts': sql`thing.code || ' ' || coalesce(thing.name_th, '') || ' ' || coalesce(thing.name_en, '')`,
  cameras: sql`thing.code || ' ' || coalesce(extra.name, '')`,
};

const thaiDigits = String.fromCodePoint(...Array.from({ length: 10 }, (_, digit) => 0x0e50 + digit));

/** Whether the name contains the text, whatever the case, the spaces, and whether digits are Thai or Arabic. */
export function isLike(name: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const pattern = `%${text.replace(/\s/g, '').replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`replace(translate(${name}, ${thaiDigits}, '0123456789'), ' ', '') ilike ${pattern}`;
}

/** How many things the rows are; a counted cell or point is as many as it counts. */
export async function countThings(database: Database, rows: LayerRows, hasCounts: boolean): Promise<number> {
  const total = hasCounts ? sql`coalesce(sum(coalesce(thing.count, 1)), 0)` : sql`count(*)`;
  const result = await sql<{ total: number }>`select ${total}::integer as total from (${rows}) as thing`.execute(
    database,
  );
  return result.rows[0]?.total ?? 0;
}

/** How many rows there are to page through. */
export async function countRows(database: Database, rows: LayerRows): Promise<number> {
  return countThings(database, rows, false);
}

/** How many things of each kind have a part inside the polygon, the most first. `kind` is null where a layer has none. */
export async function countInside(
  database: Database,
  question: { layer: LayerId; rows: LayerRows; polygon: string },
): Promise<{ kind: string | null; count: number }[]> {
  const { fields } = layerOf(question.layer);
  const kind = 'category' in fields ? sql`thing.category` : 'kind' in fields ? sql`thing.kind` : sql`null::text`;
  const count = 'count' in fields ? sql`sum(coalesce(thing.count, 1))` : sql`count(*)`;
  const result = await sql<{ kind: string | null; count: number }>`
    select ${kind} as kind, ${count}::integer as count from (${question.rows}) as thing
    where st_intersects(thing.shape, st_setsrid(st_geomfromgeojson(${question.polygon}), 4326))
    group by 1 order by 2 desc, 1`.execute(database);
  return result.rows;
}

/** Whether the polygon (as GeoJSON) is one: it has an area and does not cross itself. */
export async function isValidPolygon(database: Database, polygon: string): Promise<boolean> {
  const result = await sql<{ isValid: boolean }>`
    select st_isvalid(shape) and st_area(shape) > 0 as is_valid
    from (select st_setsrid(st_geomfromgeojson(${polygon}), 4326) as shape) as drawn`.execute(database);
  return result.rows[0]?.isValid ?? false;
}

/** The names of the kinds of incidents by their code. */
export function listKindNames(database: Database) {
  return database.selectFrom('incidentKind').select(['code', 'nameTh', 'nameEn']).execute();
}

/** The purpose and the scope that a gap was found for; nothing when there is none of this id. */
export async function findGapCover(database: Database, id: string): Promise<Pick<Filters, 'purpose' | 'scope'>> {
  const { rows } = await sql<Pick<Filters, 'purpose' | 'scope'>>`
    select purpose, scope from coverage_gap where id = ${id}::uuid`.execute(database);
  return rows[0] ?? {};
}

/** Where an incident happened; undefined when there is none of this id. Only to look there again with the viewer's rights. */
export async function findIncidentPlace(database: Database, id: string): Promise<[number, number] | undefined> {
  const result = await sql<{ longitude: number; latitude: number }>`
    select st_x(place) as longitude, st_y(place) as latitude from incident where id = ${id}::uuid`.execute(database);
  const [row] = result.rows;
  return row && [row.longitude, row.latitude];
}
