import type { Database, Engine } from '../../db/client/database.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Viewer } from './access.ts';
import type { ErrorCode } from './errors.ts';
import type { Jobs } from './jobs.ts';
import type { Mailer } from './mail.ts';
import type { Sessions } from './session.ts';
import type { Settings } from './settings.ts';

/** What a service needs to know of the world: where data is, who asks, what time it is, and where work is queued. */
export interface Context {
  database: Database;
  viewer: Viewer;
  now: Date;
  jobs: Jobs;
}

/**
 * What the running server has, made once in `main.ts`. Astro bundles its own copy of every module, so pages get this
 * through `locals` and never import a singleton.
 */
export interface Application {
  database: Database;
  engine: Engine;
  canEncodeTiles: boolean;
  jobs: Jobs;
  mailer: Mailer;
  sessions: Sessions;
  settings: Settings;
  now: () => Date;
}

/** What every page finds in `Astro.locals`. */
export interface PageLocals {
  application: Application;
  viewer: Viewer;
  /** The session token in the request's cookie, to end it by. */
  sessionToken: string | undefined;
  locale: Locale;
  /** The requested path without the language. */
  path: string;
  /** The requested query, with its question mark; empty when there is none. */
  search: string;
  /** Set when the page could not be made, for the page that says why. */
  failure?: ErrorCode | 'bug';
  requestId: string;
  clientAddress: string;
}

/** The context of a service for one request. */
export function contextOf(locals: PageLocals): Context {
  const { application, viewer } = locals;
  return { database: application.database, viewer, now: application.now(), jobs: application.jobs };
}
