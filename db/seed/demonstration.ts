import type { Kysely, Transaction } from 'kysely';
import { createRandom, type Random } from '../../src/compute/random.ts';
import { settleIncidents } from '../../src/features/incidents/settle.service.ts';
import { mergeIncidentCells } from '../../src/features/map/cells.service.ts';
import type { DB } from '../types.ts';
import { insertBallots } from './ballots.ts';
import {
  foreignCameras,
  foreignSosPosts,
  homeCameras,
  homeSosPosts,
  insertCameras,
  insertSosPosts,
  insertUnacceptedCameras,
} from './devices.ts';
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
import { makeSite, type Site } from './site.ts';
import { type Cast, foreignStory, homeStory, type Story } from './story.ts';
import { banSuksanTerritory, insertNational, insertTerritory, thungPlainaTerritory } from './territory.ts';
import { banSuksan, planBanSuksan, planThungPlaina, thungPlaina } from './towns.ts';
import { insertWatches } from './watches.ts';
import { riskAreas as areasOfHome, foreignRiskAreas } from './words/risk-areas.ts';

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
    const territory = {
      home: await insertTerritory(transaction, home, banSuksanTerritory, national, random.fork('home'), start),
      foreign: await insertTerritory(
        transaction,
        foreign,
        thungPlainaTerritory,
        national,
        random.fork('foreign'),
        start,
      ),
    };
    await insertGround(transaction, home, random.fork('ground'), start, isDarkPlace(home.plan));
    await insertGround(transaction, foreign, random.fork('foreign ground'), start, () => false);

    onProgress('people');
    const chance = random.fork('organisations');
    await insertUnitOrganisation(transaction, chance.id(start), national, start);
    const organisations = {
      home: await insertOrganisations(transaction, banSuksanOrganisations, territory.home, home.zoneId, chance, start),
      foreign: await insertOrganisations(
        transaction,
        thungPlainaOrganisations,
        territory.foreign,
        foreign.zoneId,
        chance,
        start,
      ),
    };
    const stations = { home: territory.home.station, foreign: territory.foreign.station };
    const people = await insertPeople(
      transaction,
      organisations.home,
      organisations.foreign,
      stations,
      random.fork('people'),
      now,
    );
    const cast = (town: 'home' | 'foreign', site: Site, story: Story): Cast => ({
      site,
      story,
      people: people[town],
      organisations: organisations[town],
      territory: territory[town],
    });

    await insertHome(transaction, cast('home', home, homeStory), { seed, now, onProgress }, random);
    await insertForeign(transaction, cast('foreign', foreign, foreignStory), { seed, now }, random.fork('abroad'));
    // As after an import: what is closed counts, and maps need not add up changes.
    await settleIncidents(transaction, now);
    await mergeIncidentCells(transaction);
    return true;
  });
}

/** What is in the first town and what happened there. */
async function insertHome(
  transaction: Transaction<DB>,
  cast: Cast,
  { seed, now, onProgress }: Required<DemonstrationOptions>,
  random: Random,
): Promise<void> {
  const { site, people } = cast;
  onProgress('devices');
  const riskAreas = await insertRiskAreas(transaction, site, people, areasOfHome, random.fork('risk areas'), now);
  const cameras = { owners: cast.organisations, counts: homeCameras, trouble: riskAreas.map(({ center }) => center) };
  await insertCameras(transaction, site, cameras, random.fork('cameras'), now);
  await insertUnacceptedCameras(transaction, site, cast.organisations, random.fork('unaccepted cameras'), now);
  const sosPosts = await insertSosPosts(transaction, site, homeSosPosts, random.fork('sos posts'), now);

  await insertWatches(transaction, cast, random.fork('watches'), now);

  onProgress('incidents');
  const sources = [...sourcesOf(site.plan, site.buildings), pressesOf(sosPosts)];
  const treatments = treatmentsOf(site.plan, now);
  await insertIncidents(transaction, site, { sources, treatments, people }, seed, random.fork('incidents'), now);

  onProgress('reports');
  const reports = await insertReports(transaction, cast, random.fork('reports'), now);

  onProgress('proposals');
  const proposals = await insertProposals(transaction, cast, { reports, riskAreas }, random.fork('proposals'), now);
  await insertBallots(transaction, cast, proposals, random.fork('ballots'), now);
  await insertProjects(transaction, cast, { reports, proposals, riskAreas }, random.fork('projects'), now);
}

/** The same of the second, smaller town, which has no ballot yet. */
async function insertForeign(
  transaction: Transaction<DB>,
  cast: Cast,
  { seed, now }: { seed: string; now: Date },
  random: Random,
): Promise<void> {
  const { site, people } = cast;
  const riskAreas = await insertRiskAreas(transaction, site, people, foreignRiskAreas, random.fork('risk areas'), now);
  const cameras = {
    owners: cast.organisations,
    counts: foreignCameras,
    trouble: riskAreas.map(({ center }) => center),
  };
  await insertCameras(transaction, site, cameras, random.fork('cameras'), now);
  const sosPosts = await insertSosPosts(transaction, site, foreignSosPosts, random.fork('sos posts'), now);
  const sources = [homesAsSource(site.buildings, 0.25), pressesOf(sosPosts)];
  await insertIncidents(transaction, site, { sources, treatments: [], people }, seed, random.fork('incidents'), now);
  const reports = await insertReports(transaction, cast, random.fork('reports'), now);
  const proposals = await insertProposals(transaction, cast, { reports, riskAreas }, random.fork('proposals'), now);
  await insertProjects(transaction, cast, { reports, proposals, riskAreas }, random.fork('projects'), now);
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
