import { type Kysely, sql } from 'kysely';

/** Which layers of the map change with which table. Incidents tell by themselves what the public sees change. */
const layersOfTable: Record<string, string> = {
  zone: 'zones',
  area: 'areas',
  street: 'streets',
  building: 'buildings',
  land: 'land',
  landmark: 'landmarks',
  street_lamp: 'lamps',
  risk_area: 'risk-areas,proposals,projects',
  report: 'reports',
  proposal: 'proposals',
  project: 'projects',
  camera: 'cameras',
  sos_post: 'sos-posts',
  incident_response: 'incidents-exact',
};

/** Whoever keeps map tiles hears, after the change is committed, which layers it must forget. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function notify_map_layers() returns trigger language plpgsql as $$
    begin
      perform pg_notify('map_layer', layer) from unnest(string_to_array(tg_argv[0], ',')) as layer;
      return null;
    end $$`.execute(database);
  for (const [table, layers] of Object.entries(layersOfTable)) {
    await sql`
      create trigger ${sql.ref(`${table}_map`)} after insert or update or delete or truncate on ${sql.table(table)}
      for each statement execute function notify_map_layers(${sql.lit(layers)})`.execute(database);
  }
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of Object.keys(layersOfTable)) {
    await sql`drop trigger ${sql.ref(`${table}_map`)} on ${sql.table(table)}`.execute(database);
  }
  await sql`drop function notify_map_layers`.execute(database);
}
