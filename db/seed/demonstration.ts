import type { Kysely } from 'kysely';
import { createRandom } from '../../src/compute/random.ts';
import type { DB } from '../types.ts';
import { insertBallots } from './ballots.ts';
import { insertCameras, insertSosPosts } from './devices.ts';
import { insertGround } from './ground.ts';
import { homesAsSource, isDarkPlace, sourcesOf, treatmentsOf } from './hot-places.ts';
import { insertIncidents, pressesOf } from './incidents.ts';
import { daysBefore } from './moments.ts';
import {
  banSuksanOrganisations,
  insertOrganisations,
  insertUnitOrganisation,
  thungPlainaOrganisations,
} from './organisations.ts';
import { insertPeople } from './people.ts';
import { insertProjects } from './projects.ts';
import { insertProposals } from './proposals.ts';
import { insertReports } from './reports.ts';
import { insertRiskAreas } from './risk-areas.ts';
import { makeSite } from './site.ts';
import { banSuksanTerritory, insertNational, insertTerritory, thungPlainaTerritory } from './territory.ts';
import { banSuksan, planBanSuksan, planThungPlaina, thungPlaina } from './towns.ts';

export interface DemonstrationOptions {
  /** The same seed and moment give the same demonstration. */
  seed?: string;
  /** The moment up to which it happened. */
  now: Date;
  onProgress?: (what: string) => void;
}

const founded = 1_095;

/**
 * Fills an empty database with the demonstration, in one transaction. Does nothing, and says so by returning false,
 * when there is a zone or an account already.
 */
export async function seedDemonstration(
  database: Kysely<DB>,
  { seed = 'suksan-2569', now, onProgress = () => {} }: DemonstrationOptions,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    if (!(await isEmpty(transaction))) return false;
    const random = createRandom(seed);
    const start = daysBefore(now, founded);
    const home = makeSite(planBanSuksan(seed, 1), banSuksan, random, start);
    const foreign = makeSite(planThungPlaina(seed), thungPlaina, random, start);

    onProgress('town');
    const national = await insertNational(transaction, random.fork('national'), start);
    const territory = await insertTerritory(
      transaction,
      home,
      banSuksanTerritory,
      national,
      random.fork('home'),
      start,
    );
    const abroad = await insertTerritory(
      transaction,
      foreign,
      thungPlainaTerritory,
      national,
      random.fork('foreign'),
      start,
    );
    await insertGround(transaction, home, random.fork('ground'), start, isDarkPlace(home.plan));
    await insertGround(transaction, foreign, random.fork('foreign ground'), start, () => false);

    onProgress('people');
    const unitRandom = random.fork('organisations');
    await insertUnitOrganisation(transaction, unitRandom.id(start), national, start);
    const organisations = await insertOrganisations(
      transaction,
      banSuksanOrganisations,
      territory,
      home.zoneId,
      unitRandom,
      start,
    );
    const others = await insertOrganisations(
      transaction,
      thungPlainaOrganisations,
      abroad,
      foreign.zoneId,
      unitRandom,
      start,
    );
    const stations = { home: territory.station, foreign: abroad.station };
    const people = await insertPeople(transaction, organisations, others, stations, random.fork('people'), now);

    onProgress('devices');
    await insertCameras(transaction, home, organisations, random.fork('cameras'), now);
    const sosPosts = await insertSosPosts(transaction, home, random.fork('sos posts'), now);
    const riskAreas = await insertRiskAreas(transaction, home, people, random.fork('risk areas'), now);

    onProgress('incidents');
    const sources = [...sourcesOf(home.plan, home.buildings), pressesOf(sosPosts)];
    const treatments = treatmentsOf(home.plan, now);
    const incidentRandom = random.fork('incidents');
    await insertIncidents(transaction, home, { sources, treatments, people }, seed, incidentRandom, now);
    const abroadSources = [homesAsSource(foreign.buildings, 0.25)];
    const quiet = { sources: abroadSources, treatments: [], people: undefined };
    await insertIncidents(transaction, foreign, quiet, seed, incidentRandom, now);

    onProgress('reports');
    const cast = { site: home, people, organisations, territory };
    const reports = await insertReports(transaction, cast, random.fork('reports'), now);

    onProgress('proposals');
    const proposals = await insertProposals(transaction, cast, { reports, riskAreas }, random.fork('proposals'), now);
    await insertBallots(transaction, cast, proposals, random.fork('ballots'), now);
    await insertProjects(transaction, cast, { proposals, riskAreas }, random.fork('projects'), now);
    return true;
  });
}

async function isEmpty(database: Kysely<DB>): Promise<boolean> {
  const zones = await database.selectFrom('zone').select('id').limit(1).execute();
  const accounts = await database.selectFrom('account').select('id').limit(1).execute();
  return zones.length + accounts.length === 0;
}

/** Whether the database holds a demonstration that somebody can sign in to. */
export async function hasDemonstration(database: Kysely<DB>): Promise<boolean> {
  const found = await database.selectFrom('zone').where('isDemonstration', '=', true).select('id').limit(1).execute();
  return found.length > 0;
}
