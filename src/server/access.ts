import { AppError, notFound } from './errors.ts';

export type MembershipRole = 'partner' | 'planner' | 'officer' | 'supervisor' | 'commander';
export type Verification = 'none' | 'contact' | 'resident';

/** Who is asking: nobody in particular, or an account with the roles that it holds in each zone of its territories. */
export interface Viewer {
  account: {
    id: string;
    displayName: string;
    verification: Verification;
    isAdministrator: boolean;
    isDemonstration: boolean;
  } | null;
  /** Roles by zone id. A supervisor is an officer too. */
  roles: ReadonlyMap<string, ReadonlySet<MembershipRole>>;
  organisationIds: readonly string[];
  /** Memberships as they are shown: the organisation and the role held in it. */
  memberships: readonly {
    organisationId: string;
    role: MembershipRole;
    nameTh: string;
    nameEn: string;
    /** The police unit that the organisation is, for what is addressed to it. */
    policeUnitId: string | null;
  }[];
}

export const anonymous: Viewer = { account: null, roles: new Map(), organisationIds: [], memberships: [] };

/**
 * Which roles may do what in their own territory: `domain.md`'s tables as data. Anything that is not listed is refused;
 * what anyone may do needs no entry.
 */
export const rolesThatMay = {
  'report.see-place': ['planner', 'officer'],
  'report.see-sensitive': ['officer', 'commander'],
  'report.triage': ['planner', 'officer'],
  'report.moderate': ['planner', 'officer'],
  'report.file-for-somebody': ['partner', 'planner', 'officer'],
  'proposal.create': ['partner', 'planner', 'officer'],
  'proposal.review': ['planner'],
  'proposal.moderate': ['planner', 'officer'],
  'ballot.manage': ['planner'],
  'project.manage': ['planner'],
  'risk-area.decide': ['officer'],
  'risk-area.see-proposed': ['planner', 'officer', 'commander'],
  'camera.see-exact': ['officer'],
  'camera.see-cells': ['planner'],
  'camera.see-zone-totals': ['planner', 'commander'],
  'camera.manage': ['officer'],
  'camera.register': ['partner', 'officer'],
  'sos-post.manage': ['officer'],
  'plan.manage': ['officer'],
  'street.close': ['officer'],
  'incident.see-exact': ['officer'],
  'incident.see-zone-totals': ['planner', 'commander'],
  'incident.see-live': ['officer', 'commander'],
  'incident.work': ['officer'],
  'watch-list.see': ['officer'],
  'watch-list.approve': ['supervisor'],
  'alert.work': ['officer'],
  'footage.request': ['officer'],
  'patrol.see-position': ['officer'],
  'resident.vouch': ['partner', 'planner'],
} as const satisfies Record<string, readonly MembershipRole[]>;

export type Action = keyof typeof rolesThatMay;

/** Risk areas in these states are known to everybody; of others, what is linked to them must not tell. */
export const publicRiskAreaStates = ['confirmed', 'treated', 'watched', 'closed'] as const;

/** Whether the viewer may do this in this zone. */
export function may(viewer: Viewer, action: Action, zoneId: string): boolean {
  const held = viewer.roles.get(zoneId);
  return held !== undefined && rolesThatMay[action].some((role) => held.has(role));
}

/** Ids of the zones in which the viewer may do this; filter queries by them. */
export function zonesWhere(viewer: Viewer, action: Action): string[] {
  return [...viewer.roles.keys()].filter((zoneId) => may(viewer, action, zoneId));
}

/** Refuses, as if it did not exist, unless the viewer may do this in this zone. */
export function requireMay(viewer: Viewer, action: Action, zoneId: string): void {
  if (!may(viewer, action, zoneId)) notFound();
}

/** The police units that the viewer acts for: what is addressed to one of them, they may see. */
export function policeUnitsOf(viewer: Viewer): string[] {
  const acting = viewer.memberships.filter(
    (membership) => membership.role !== 'partner' && membership.role !== 'planner',
  );
  return [...new Set(acting.flatMap((membership) => membership.policeUnitId ?? []))];
}

/** The organisations that the viewer is a partner of: their devices are the viewer's own. */
export function ownOrganisationsOf(viewer: Viewer): string[] {
  const own = viewer.memberships.filter((membership) => membership.role === 'partner');
  return [...new Set(own.map((membership) => membership.organisationId))];
}

/** The account of a viewer who has signed in; refuses others. */
export function requireAccount(viewer: Viewer): NonNullable<Viewer['account']> {
  if (!viewer.account) throw new AppError('sign-in-required');
  return viewer.account;
}

/**
 * Ids of the zones in which the viewer may do this, for the entrances that belong to a role: who has not signed in is asked
 * to, and to whom it is open nowhere it does not exist.
 */
export function requireSomewhere(viewer: Viewer, action: Action): string[] {
  requireAccount(viewer);
  const zoneIds = zonesWhere(viewer, action);
  return zoneIds.length > 0 ? zoneIds : notFound();
}

/** Refuses, as if it did not exist, unless the viewer is an administrator. */
export function requireAdministrator(viewer: Viewer): NonNullable<Viewer['account']> {
  if (!viewer.account?.isAdministrator) notFound();
  return viewer.account;
}

const verificationOrder: readonly Verification[] = ['none', 'contact', 'resident'];

/** Whether the account is verified at least as well as `level` asks. */
export function isVerifiedAs(viewer: Viewer, level: Verification): boolean {
  return (
    viewer.account !== null &&
    verificationOrder.indexOf(viewer.account.verification) >= verificationOrder.indexOf(level)
  );
}
