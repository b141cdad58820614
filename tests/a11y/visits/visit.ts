import type { RoleUnderTest } from '../../support/factories.ts';
import type { Place } from './places.ts';

/** Where a page is looked at; what each has in it stands in `places.ts`. */
export type PlaceName = 'town' | 'young' | 'empty' | 'bare';

/** One look at a page: whose, where, and in which state it is. */
export interface Visit {
  /** The route, as the permission matrix names it: `/zones/[slug]`. */
  page: string;
  /** `content`: as it mostly is. `empty`: nothing there yet. `mistake`: after a form that could not be taken. */
  state: 'content' | 'empty' | 'mistake';
  /** What tells this visit from others of the same page and state. */
  what?: string;
  as?: RoleUnderTest;
  /** The town when left out. */
  at?: PlaceName;
  path: string | ((place: Place) => string | Promise<string>);
  /** Posted to the path, as the page's own form would be; the look is at what comes back. */
  form?: Record<string, string>;
  /** 200 when left out; a form that could not be taken is answered with one of `mistakeStatuses`. */
  status?: number;
}

export const mistakeStatuses: readonly number[] = [400, 409, 422];

/** Looks at one page by different people, as each sees it. */
export const byEach = (roles: readonly RoleUnderTest[], visit: Omit<Visit, 'as'>): Visit[] =>
  roles.map((as) => ({ ...visit, as }));
