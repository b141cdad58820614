import { createHash } from 'node:crypto';
import {
  type Adapter,
  type DatabaseSession,
  type DatabaseUser,
  generateIdFromEntropySize,
  Lucia,
  TimeSpan,
} from 'lucia';
import type { Database } from '../../db/client/database.ts';
import { anonymous, type MembershipRole, type Verification, type Viewer } from './access.ts';
import {
  deleteSession,
  deleteSessionsExpiredBefore,
  deleteSessionsOf,
  findSession,
  insertSession,
  listTerritory,
  updateSessionExpiry,
} from './session.queries.ts';

const idleDays = 14;
const absoluteDays = 60;
const dayMilliseconds = 86_400_000;

interface UserAttributes {
  displayName: string;
  verification: Verification;
  isAdministrator: boolean;
  isDemonstration: boolean;
}

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseUserAttributes: UserAttributes;
  }
}

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Sessions in our table: only a SHA-256 of the token is stored, and no session outlives its absolute end. */
function createAdapter(database: Database, now: () => Date): Adapter {
  return {
    async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const row = await findSession(database, hash(token));
      if (!row) return [null, null];
      const session = {
        id: token,
        userId: row.accountId,
        expiresAt: new Date(Math.min(row.endsAt.getTime(), row.expiresAt.getTime())),
        attributes: {},
      };
      const attributes = {
        displayName: row.displayName,
        verification: row.verification as Verification,
        isAdministrator: row.isAdministrator,
        isDemonstration: row.isDemonstration,
      };
      return [session, { id: row.accountId, attributes }];
    },
    // Tokens cannot be listed: only their hashes are kept.
    getUserSessions: async () => [],
    setSession: (session) =>
      insertSession(database, {
        tokenHash: hash(session.id),
        accountId: session.userId,
        createdAt: now(),
        expiresAt: session.expiresAt,
        endsAt: new Date(now().getTime() + absoluteDays * dayMilliseconds),
      }),
    updateSessionExpiration: (token, expiresAt) => updateSessionExpiry(database, hash(token), expiresAt),
    deleteSession: (token) => deleteSession(database, hash(token)),
    deleteUserSessions: (accountId) => deleteSessionsOf(database, accountId),
    deleteExpiredSessions: () => deleteSessionsExpiredBefore(database, now()),
  };
}

function createLucia(database: Database, now: () => Date) {
  return new Lucia(createAdapter(database, now), {
    sessionExpiresIn: new TimeSpan(idleDays, 'd'),
    getUserAttributes: (attributes: UserAttributes) => attributes,
  });
}

/** Signing in and out, and who a token stands for. The token itself is only ever in the person's cookie. */
export interface Sessions {
  /** Opens a session and returns its token. */
  create(accountId: string): Promise<string>;
  /** Who the token stands for; anonymous when it is unknown, expired, or the account is disabled. */
  viewer(token: string | undefined): Promise<Viewer>;
  end(token: string): Promise<void>;
  endAll(accountId: string): Promise<void>;
  deleteExpired(): Promise<void>;
}

export function createSessions(database: Database, now: () => Date): Sessions {
  const lucia = createLucia(database, now);
  return {
    async create(accountId) {
      const session = await lucia.createSession(accountId, {}, { sessionId: generateIdFromEntropySize(25) });
      return session.id;
    },
    async viewer(token) {
      if (!token || !/^[a-z0-9]{40}$/.test(token)) return anonymous;
      const { user } = await lucia.validateSession(token);
      if (!user) return anonymous;
      const account = {
        id: user.id,
        displayName: user.displayName,
        verification: user.verification,
        isAdministrator: user.isAdministrator,
        isDemonstration: user.isDemonstration,
      };
      return { account, ...(await loadTerritory(database, user.id, now())) };
    },
    end: (token) => lucia.invalidateSession(token),
    endAll: (accountId) => lucia.invalidateUserSessions(accountId),
    deleteExpired: () => lucia.deleteExpiredSessions(),
  };
}

/** The roles that an account holds today, by zone, and the organisations that it holds them in. */
export async function loadTerritory(
  database: Database,
  accountId: string,
  now: Date,
): Promise<Pick<Viewer, 'roles' | 'organisationIds' | 'memberships'>> {
  const rows = await listTerritory(database, accountId, now.toISOString().slice(0, 10));
  const roles = new Map<string, Set<MembershipRole>>();
  const memberships = new Map<string, Viewer['memberships'][number]>();
  for (const { zoneId, ...membership } of rows) {
    memberships.set(`${membership.organisationId} ${membership.role}`, membership);
    if (zoneId === null) continue;
    const held = roles.get(zoneId) ?? new Set();
    held.add(membership.role);
    if (membership.role === 'supervisor') held.add('officer');
    roles.set(zoneId, held);
  }
  return {
    roles,
    organisationIds: [...new Set(rows.map((row) => row.organisationId))],
    memberships: [...memberships.values()],
  };
}
