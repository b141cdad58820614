import type { Database } from '../../../db/client/database.ts';

/** Who asks. `public` has no account. */
export const roles = [
  'public',
  'resident',
  'partner',
  'planner',
  'officer',
  'supervisor',
  'commander',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** One of the demonstration's two zones; every role's own one is the first. */
export interface Place {
  zoneId: string;
  slug: string;
  stationId: string;
  /** To find what a path names: a report of this zone, a proposal, a camera. */
  database: Database;
}

/** The status that each role gets. */
export type Outcome = Readonly<Record<Role, number>>;

/**
 * One line of the permission matrix: `domain.md`'s tables, as statuses over HTTP. Asked for each role in its own and in
 * foreign territory.
 */
export interface Row {
  /** `page /zones/[slug]`, `procedure zones.list`, `tiles incidents`, as `targets.ts` lists them. */
  target: string;
  /** What tells this row from others of the same target. */
  what?: string;
  path: string | ((place: Place) => string | Promise<string>);
  /** Posted when present. Rows that change something must name what may be changed again and again, or be refused. */
  form?: Record<string, string>;
  /** Posted as JSON when present: for procedures that change something. */
  json?: (place: Place) => unknown;
  own: Outcome;
  /** As `own` when left out. */
  foreign?: Outcome;
}

/** The path of a procedure that reads, with its input. */
export const query = (name: string, input: unknown): string =>
  `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** The same for everybody. */
export const everyone = (status: number): Outcome => outcome(() => status);

/** `status` for whoever has signed in; the others are asked to. */
export const signedIn = (status: number): Outcome => outcome((role) => (role === 'public' ? 401 : status));

/** `status` for these roles; everybody else is answered as if it did not exist, and `public` perhaps asked to sign in. */
export const only = (
  allowed: readonly Role[],
  status = 200,
  others: { public?: number; rest?: number } = {},
): Outcome =>
  outcome((role) => {
    if (allowed.includes(role)) return status;
    return role === 'public' ? (others.public ?? others.rest ?? 404) : (others.rest ?? 404);
  });

function outcome(statusOf: (role: Role) => number): Outcome {
  return {
    public: statusOf('public'),
    resident: statusOf('resident'),
    partner: statusOf('partner'),
    planner: statusOf('planner'),
    officer: statusOf('officer'),
    supervisor: statusOf('supervisor'),
    commander: statusOf('commander'),
    administrator: statusOf('administrator'),
  };
}
