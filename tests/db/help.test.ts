import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsForm } from '../../src/features/people/organisations.schema.ts';
import { saveHelp } from '../../src/features/people/settings.service.ts';
import { usualHelp } from '../../src/i18n/help.ts';
import { check } from '../../src/server/forms.ts';
import { getHelp } from '../../src/server/help.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
});
afterAll(() => store.remove());

const typed = {
  intent: 'help',
  helpNumbers: '112 | เหตุฉุกเฉิน | Emergency\n\n116 | สายด่วน | Help line',
  complaintAddress: 'https://police.example/complain',
};

test('without a setting the usual numbers hold, the emergency one first', async () => {
  const help = await getHelp(contextFor(store.handle.database));
  expect(help).toEqual(usualHelp);
  expect(help.numbers.map(({ number }) => number)).toEqual(['191', '1669', '199', '1599', '1300', '1441']);
});

test('an administrator changes them for everybody, and nobody else does', async () => {
  const { database } = store.handle;
  const form = check(settingsForm, typed);
  if (!form.ok || form.value.intent !== 'help') throw new Error(JSON.stringify(form));
  const help = { numbers: form.value.helpNumbers, complaintAddress: form.value.complaintAddress };
  for (const role of everyRole.filter((each) => each !== 'administrator')) {
    const viewer = await makeViewer(database, role, zone);
    await expect(saveHelp({ ...contextFor(database), viewer }, help), role).rejects.toMatchObject({
      code: 'not-found',
    });
  }
  const viewer = await makeViewer(database, 'administrator', zone);
  await saveHelp({ ...contextFor(database), viewer }, help);
  expect(await getHelp({ database })).toEqual({
    numbers: [
      { number: '112', nameTh: 'เหตุฉุกเฉิน', nameEn: 'Emergency' },
      { number: '116', nameTh: 'สายด่วน', nameEn: 'Help line' },
    ],
    complaintAddress: 'https://police.example/complain',
  });
});

test.each([
  ['helpNumbers', ''],
  ['helpNumbers', '112 | only Thai'],
  ['helpNumbers', 'javascript:alert(1) | a | b'],
  ['complaintAddress', 'javascript:alert(1)'],
  ['complaintAddress', 'http://police.example'],
  ['complaintAddress', 'police'],
])('refuses %s "%s"', (field, value) => {
  const form = check(settingsForm, { ...typed, [field]: value });
  expect(form.ok ? [] : Object.keys(form.mistakes)).toEqual([field]);
});
