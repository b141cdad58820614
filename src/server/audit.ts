import type { Database } from '../../db/client/database.ts';
import { requireAccount, type Viewer } from './access.ts';
import { newId } from './identifiers.ts';
import { insertAudit, insertTileAudit } from './records.queries.ts';

/** Puts a look at something protected on record. Await it before the data leaves. */
export async function recordLook(
  database: Database,
  look: {
    viewer: Viewer;
    zoneId: string | null;
    action: string;
    subject: string;
    subjectId?: string;
    reason?: string;
    now: Date;
  },
): Promise<void> {
  await insertAudit(database, {
    id: newId(),
    accountId: requireAccount(look.viewer).id,
    zoneId: look.zoneId,
    action: look.action,
    subject: look.subject,
    subjectId: look.subjectId ?? null,
    reason: look.reason ?? '',
    recordedAt: look.now,
  });
}

/** Puts a look at map tiles on record: one row a person, layer, zone and hour. */
export async function recordTileLook(
  database: Database,
  look: { viewer: Viewer; zoneIds: readonly string[]; layer: string; now: Date },
): Promise<void> {
  const accountId = requireAccount(look.viewer).id;
  const hour = new Date(look.now);
  hour.setUTCMinutes(0, 0, 0);
  await insertTileAudit(
    database,
    look.zoneIds.map((zoneId) => ({ accountId, zoneId, layer: look.layer, hour })),
  );
}

/** Whoever looks at what is nobody's account: the portal itself. */
const portal = '00000000-0000-0000-0000-000000000000';

/** Puts on record that a camera has seen something that is watched, in the transaction that makes the alert. */
export async function recordHit(
  database: Database,
  hit: { zoneId: string; watchEntryId: string; now: Date },
): Promise<void> {
  await insertAudit(database, {
    id: newId(),
    accountId: portal,
    zoneId: hit.zoneId,
    action: 'watch-entry-hit',
    subject: 'watch-entry',
    subjectId: hit.watchEntryId,
    reason: '',
    recordedAt: hit.now,
  });
}
