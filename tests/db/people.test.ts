import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePassword, eraseOwnAccount, getOwnAccount } from '../../src/features/people/account.service.ts';
import { changeAdministrator, disableAccount, getAccount } from '../../src/features/people/accounts.service.ts';
import { grantRole } from '../../src/features/people/grant.service.ts';
import { acceptInvitation, getInvitation, issueInvitation } from '../../src/features/people/invitations.service.ts';
import { appoint } from '../../src/features/people/memberships.service.ts';
import { getOrganisation, saveOrganisation } from '../../src/features/people/organisations.service.ts';
import { exportOwnData } from '../../src/features/people/own-data.service.ts';
import { sweepPeople } from '../../src/features/people/retention.service.ts';
import { makeVouchCodes, verifyResident } from '../../src/features/people/vouching.service.ts';
import { makeZone as openZone, saveUnit } from '../../src/features/zones/administration.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { loadTerritory } from '../../src/server/session.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeOrganisation, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
let administrator: Viewer;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  administrator = await makeViewer(store.handle.database, 'administrator', zone);
});
afterAll(() => store.remove());

const as = (viewer: Viewer, now = madeAt) => contextFor(store.handle.database, viewer, now);
const daysLater = (days: number) => new Date(madeAt.getTime() + days * 86_400_000);
const idOf = (viewer: Viewer): string => viewer.account?.id ?? '';
const notFound = { code: 'not-found' };

async function addEmail(viewer: Viewer, verifiedAt: Date | null = madeAt): Promise<string> {
  const email = `${newId()}@example.com`;
  await store.handle.database
    .insertInto('accountContact')
    .values({ id: newId(), accountId: idOf(viewer), kind: 'email', value: email, verifiedAt })
    .execute();
  return email;
}

describe('vouching', () => {
  test('a code from a partner verifies one resident, once', async () => {
    const partner = await makeViewer(store.handle.database, 'partner', zone);
    const [one, other] = [
      await makeViewer(store.handle.database, 'resident', zone),
      await makeViewer(store.handle.database, 'resident', zone),
    ];
    const codes = await makeVouchCodes(as(partner), { zoneId: zone.id, count: 2 });
    expect(codes).toHaveLength(2);
    const typed = codes[0]?.replace('-', '') ?? '';
    expect(await verifyResident(as(partner), typed), 'one may not vouch for oneself').toBe(false);
    expect(await verifyResident(as(one), typed)).toBe(true);
    expect(await verifyResident(as(other), typed), 'used').toBe(false);
    expect(await verifyResident(as(other, daysLater(31)), codes[1]?.replace('-', '') ?? ''), 'too old').toBe(false);
    expect((await getOwnAccount(as(one), undefined)).verification).toBe('resident');
    expect((await getOwnAccount(as(other), undefined)).verification).toBe('contact');
  });

  test('only partners and planners of the zone hand codes out', async () => {
    const elsewhere = await makeZone(store.handle.database);
    for (const role of everyRole) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      const make = (zoneId: string) => makeVouchCodes(as(viewer), { zoneId, count: 1 });
      await expect(make(elsewhere.id), role).rejects.toMatchObject(notFound);
      if (role === 'partner' || role === 'planner') expect(await make(zone.id), role).toHaveLength(1);
      else await expect(make(zone.id), role).rejects.toMatchObject(notFound);
    }
  });
});

describe('invitations', () => {
  test('only the invited address accepts, once, and then holds the role', async () => {
    const organisationId = await makeOrganisation(store.handle.database, zone, 'town-municipality');
    const [invited, another] = [
      await makeViewer(store.handle.database, 'resident', zone),
      await makeViewer(store.handle.database, 'resident', zone),
    ];
    const email = await addEmail(invited);
    await addEmail(another);
    const { secret } = await issueInvitation(as(administrator), {
      organisationId,
      email,
      role: 'planner',
      position: 'ช่างโยธา',
    });
    expect(await getInvitation(as(another), secret)).toMatchObject({ isForViewer: false });
    await expect(acceptInvitation(as(another), secret)).rejects.toMatchObject(notFound);
    await acceptInvitation(as(invited), secret);
    await expect(acceptInvitation(as(invited), secret)).rejects.toMatchObject(notFound);
    const { roles } = await loadTerritory(store.handle.database, idOf(invited), madeAt);
    expect([...(roles.get(zone.id) ?? [])]).toEqual(['planner']);
  });

  test('an address that is not proved cannot accept, nor anybody after fourteen days', async () => {
    const organisationId = await makeOrganisation(store.handle.database, zone);
    const viewer = await makeViewer(store.handle.database, 'resident', zone);
    const email = await addEmail(viewer, null);
    const invitation = { organisationId, email, role: 'partner' as const, position: '' };
    const { secret } = await issueInvitation(as(administrator), invitation);
    await expect(acceptInvitation(as(viewer), secret)).rejects.toMatchObject(notFound);
    expect(await getInvitation(as(viewer, daysLater(15)), secret)).toBeUndefined();
  });
});

describe('administration', () => {
  test('is for administrators alone', async () => {
    const organisationId = await makeOrganisation(store.handle.database, zone);
    for (const role of everyRole.filter((each) => each !== 'administrator')) {
      const context = as(await makeViewer(store.handle.database, role, zone));
      await expect(getOrganisation(context, organisationId), role).rejects.toMatchObject(notFound);
      await expect(getAccount(context, idOf(administrator)), role).rejects.toMatchObject(notFound);
      await expect(changeAdministrator(context, idOf(context.viewer), true), role).rejects.toMatchObject(notFound);
    }
  });

  test('a transfer ends one position the day before the next begins', async () => {
    const officer = await makeViewer(store.handle.database, 'officer', zone);
    const elsewhere = await makeZone(store.handle.database);
    const there = await makeOrganisation(store.handle.database, elsewhere, 'police-unit');
    const [held] = (await getOwnAccount(as(officer), undefined)).memberships;
    await appoint(as(administrator), {
      accountId: idOf(officer),
      organisationId: there,
      role: 'officer',
      position: 'รอง สว.',
      isActing: true,
      firstDay: '2026-11-10',
      insteadOf: held?.id ?? '',
    });
    const rolesOn = async (day: string) => {
      const { roles } = await loadTerritory(store.handle.database, idOf(officer), new Date(`${day}T05:00:00Z`));
      return [...roles.keys()];
    };
    expect(await rolesOn('2026-11-09')).toEqual([zone.id]);
    expect(await rolesOn('2026-11-10')).toEqual([elsewhere.id]);
  });

  test('the last administrator stays', async () => {
    const alone = await openTestDatabase();
    try {
      const database = alone.handle.database;
      const place = await makeZone(database);
      const [last, other] = [
        await makeViewer(database, 'administrator', place),
        await makeViewer(database, 'administrator', place),
      ];
      const context = contextFor(database, last);
      await disableAccount(context, idOf(other), true);
      for (const attempt of [
        () => disableAccount(context, idOf(last), true),
        () => changeAdministrator(context, idOf(last), false),
        () => eraseOwnAccount(context),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'conflict' });
      await grantRole(database, { email: 'new@example.com', role: 'administrator', now: madeAt });
      await changeAdministrator(context, idOf(last), false);
    } finally {
      await alone.remove();
    }
  });

  test('a police unit is one organisation', async () => {
    const form = {
      kind: 'police-unit' as const,
      nameTh: 'สภ.ทดลอง',
      nameEn: 'Trial station',
      policeUnitId: (await makeZone(store.handle.database)).stationId,
      networkStationId: null,
      territory: null,
      isDisabled: false,
    };
    await saveOrganisation(as(administrator), undefined, form);
    await expect(saveOrganisation(as(administrator), undefined, form)).rejects.toMatchObject({
      fields: { policeUnitId: 'mistakeUnitTaken' },
    });
    await expect(saveOrganisation(as(administrator), undefined, { ...form, kind: 'school' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('a unit stands one level below its own, and a zone has a boundary that can be', async () => {
    const unit = { kind: 'station' as const, nameTh: 'ส', nameEn: 's', phone: '', phase: null };
    const saved = await saveUnit(as(administrator), undefined, { ...unit, parentId: zone.divisionId });
    await expect(saveUnit(as(administrator), saved, { ...unit, parentId: zone.stationId })).rejects.toMatchObject({
      fields: { parentId: 'mistakeParent' },
    });
    const square = (size: number) => ({
      type: 'Polygon' as const,
      coordinates: [
        [
          [101, 14],
          [101 + size, 14],
          [101 + size, 14 + size],
          [101, 14 + size],
          [101, 14],
        ],
      ] as [number, number][][],
    });
    const form = {
      stationId: saved,
      slug: 'new-zone',
      trackingPrefix: 'NZ',
      nameTh: 'ใหม่',
      nameEn: 'New',
      summaryTh: '',
      summaryEn: '',
      timeZone: 'Asia/Bangkok',
      publicDelayMinutes: 60,
    };
    const boundary = { fields: { boundary: 'mistakeBoundary' } };
    await expect(openZone(as(administrator), { ...form, boundary: square(5) })).rejects.toMatchObject(boundary);
    const bowTie = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [101, 14],
          [101.01, 14.01],
          [101.01, 14],
          [101, 14.01],
          [101, 14],
        ],
      ] as [number, number][][],
    };
    await expect(openZone(as(administrator), { ...form, boundary: bowTie })).rejects.toMatchObject(boundary);
    await openZone(as(administrator), { ...form, boundary: square(0.01) });
    await expect(openZone(as(administrator), { ...form, boundary: square(0.01) })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('the command line grants roles to addresses old and new', async () => {
    const { database } = store.handle;
    const organisationId = await makeOrganisation(database, zone);
    const grant = { email: `${newId()}@example.com`, role: 'partner' as const, now: madeAt };
    await grantRole(database, { ...grant, organisation: organisationId });
    await grantRole(database, { ...grant, organisation: organisationId });
    const { members } = await getOrganisation(as(administrator), organisationId);
    expect(members).toHaveLength(1);
    await expect(grantRole(database, { ...grant, organisation: 'nowhere' })).rejects.toThrow('no organisation');
    await expect(grantRole(database, grant)).rejects.toThrow('Name the organisation');
  });
});

describe('one’s own data', () => {
  test('is exported without a secret', async () => {
    const viewer = await makeViewer(store.handle.database, 'partner', zone);
    const email = await addEmail(viewer);
    await changePassword(as(viewer), { currentPassword: '', newPassword: 'a long password' });
    const text = JSON.stringify(await exportOwnData(as(viewer)));
    expect(text).toContain(email);
    expect(text).not.toMatch(/argon2|tokenHash|token_hash|codeHash/);
  });

  test('is erased, and what was counted stays', async () => {
    const { database } = store.handle;
    const viewer = await makeViewer(database, 'partner', zone);
    const id = idOf(viewer);
    const email = await addEmail(viewer);
    await changePassword(as(viewer), { currentPassword: '', newPassword: 'a long password' });
    await eraseOwnAccount(as(viewer));
    const account = await database.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(account).toMatchObject({ displayName: 'บัญชีที่ลบแล้ว', isDisabled: true });
    expect(await database.selectFrom('accountContact').select('id').where('value', '=', email).execute()).toEqual([]);
    expect(await database.selectFrom('accountPassword').select('hash').where('accountId', '=', id).execute()).toEqual(
      [],
    );
    expect(await database.selectFrom('membership').select('role').where('accountId', '=', id).execute()).toHaveLength(
      1,
    );
    const { roles } = await loadTerritory(database, id, daysLater(2));
    expect(roles.size).toBe(0);
  });

  test('a wrong current password changes nothing', async () => {
    const viewer = await makeViewer(store.handle.database, 'resident', zone);
    await changePassword(as(viewer), { currentPassword: '', newPassword: 'a long password' });
    await expect(
      changePassword(as(viewer), { currentPassword: 'not it', newPassword: 'another password' }),
    ).rejects.toMatchObject({ fields: { currentPassword: 'mistakeCurrentPassword' } });
  });

  test('codes and invitations are swept when their time is over', async () => {
    const organisationId = await makeOrganisation(store.handle.database, zone);
    const email = `${newId()}@example.com`;
    await issueInvitation(as(administrator), { organisationId, email, role: 'partner', position: '' });
    const left = () => store.handle.database.selectFrom('invitation').select('id').where('email', '=', email).execute();
    await sweepPeople(store.handle.database, daysLater(20));
    expect(await left()).toHaveLength(1);
    await sweepPeople(store.handle.database, daysLater(60));
    expect(await left()).toHaveLength(0);
  });
});
