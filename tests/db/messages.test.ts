import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/client/open.ts';
import { queueMessages, sendMessage } from '../../src/features/channels/channels.service.ts';
import { sweepReportsAndMessages, workOnMessages } from '../../src/features/notifications/sending.service.ts';
import { actAsReporter, getFollowed } from '../../src/features/reports/follow.service.ts';
import { reportForm } from '../../src/features/reports/reports.schema.ts';
import { fileReport } from '../../src/features/reports/reports.service.ts';
import { check } from '../../src/server/forms.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { createMailer } from '../../src/server/mail.ts';
import { readSettings } from '../../src/server/settings.ts';
import { contextFor } from '../support/context.ts';
import { copyEmbeddedTemplate, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { engineUnderTest } from '../support/engines.ts';
import { type MadeZone, madeAt, makeZone } from '../support/factories.ts';
import { type MailServer, startMailServer, textOf } from '../support/mail-server.ts';

let store: TestDatabase;
let mailServer: MailServer;
let jobs: JobRunner;
let zone: MadeZone;
const applicationOn = (database: TestDatabase['handle']['database'], variables: Record<string, string>) => {
  const settings = readSettings({ ...variables, ORIGIN: 'https://zones.example' });
  return { database, settings, mailer: createMailer(settings), now: () => madeAt };
};
beforeAll(async () => {
  [store, mailServer] = await Promise.all([openTestDatabase(), startMailServer()]);
  zone = await makeZone(store.handle.database);
  jobs = await startJobs(store.handle);
  await workOnMessages(jobs, applicationOn(store.handle.database, { SMTP_URL: mailServer.url }));
});
afterAll(async () => {
  await jobs.stop();
  await mailServer.stop();
  await store.remove();
});

const context = () => ({ ...contextFor(store.handle.database), jobs });

async function file(more: Record<string, string>) {
  const place = { longitude: String(zone.center[0]), latitude: String(zone.center[1]) };
  const parsed = check(reportForm, { key: newId(), isNotTwin: 'yes', ...place, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  const filed = await fileReport(context(), { form: parsed.value, photo: undefined, locale: 'th' });
  if (filed.kind !== 'filed') throw new Error(JSON.stringify(filed));
  return filed;
}

const headerOf = (mail: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(mail)?.[1];

test('a report is told of by email, in words that give nothing away, with a link that opens it', async () => {
  mailServer.refuseNext = 1;
  const { secret } = await file({ category: 'harassment', addressee: 'above', email: 'neung@example.com' });
  await mailServer.untilArrived(1);
  const [mail = ''] = mailServer.mails;
  expect(headerOf(mail, 'To')).toBe('neung@example.com');
  const text = textOf(mail);
  expect(text).toContain('มีความคืบหน้า');
  expect(text).not.toMatch(/คุกคาม|harass|BS-|รับเรื่อง/);
  const link = /https:\/\/zones\.example\/reports\/follow\/([\w-]{32})/.exec(text);
  expect(link?.[1]).not.toBe(secret);
  expect(await getFollowed(context(), link?.[1] ?? '')).toMatchObject({ state: 'received' });
  expect(mailServer.mails).toHaveLength(1);
});

test('each change is told once, and what was sent forgets to whom', async () => {
  const before = mailServer.mails.length;
  const { secret } = await file({ category: 'dark', email: 'song@example.com' });
  await mailServer.untilArrived(before + 1);
  await actAsReporter(context(), { secret, form: { action: 'withdraw' }, locale: 'th' });
  await mailServer.untilArrived(before + 2);
  expect(mailServer.mails).toHaveLength(before + 2);
  for (let waited = 0; waited < 100; waited++) {
    const rows = await store.handle.database.selectFrom('message').select(['recipient', 'body', 'sentAt']).execute();
    if (rows.every((row) => row.sentAt !== null && row.recipient === null && row.body === '')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('A message still says to whom it went.');
});

test('a crash between sending and noting it sends the same message again, under the same id', async () => {
  const { database } = store.handle;
  const before = mailServer.mails.length;
  const mailer = createMailer(readSettings({ SMTP_URL: mailServer.url }));
  const key = newId();
  const quiet = { ...jobs, send: async () => {} };
  await database
    .transaction()
    .execute((transaction) =>
      queueMessages(
        transaction,
        quiet,
        [{ key, to: 'sam@example.com', locale: 'th', title: 'ข่าว', body: '-' }],
        madeAt,
      ),
    );
  const { id } = await database.selectFrom('message').where('key', '=', key).select('id').executeTakeFirstOrThrow();
  const world = { database, now: () => madeAt, linkTo: async () => '' };
  const send: Parameters<typeof sendMessage>[0]['channels']['email']['send'] = (message) =>
    mailer.send({ id: message.id, to: message.to, subject: message.title, text: message.body });
  const crashing = {
    email: {
      send: async (message: Parameters<typeof send>[0]) => {
        await send(message);
        throw new Error('The power went.');
      },
    },
  };
  await expect(sendMessage({ ...world, channels: crashing }, id)).rejects.toThrow('The power went.');
  await sendMessage({ ...world, channels: { email: { send } } }, id);
  await sendMessage({ ...world, channels: { email: { send } } }, id);
  const ids = mailServer.mails.slice(before).map((mail) => headerOf(mail, 'Message-ID'));
  expect(ids).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
  mailer.close();
});

test('what a killed process has committed is sent by the next one', async () => {
  const isEmbedded = engineUnderTest() === 'embedded';
  const other = isEmbedded ? undefined : await openTestDatabase();
  const dataFolder = isEmbedded ? await copyEmbeddedTemplate() : '';
  const databaseUrl = other?.databaseUrl;
  const child = spawnSync(process.execPath, ['tests/support/file-and-die.ts'], {
    env: { ...process.env, DATA_DIR: dataFolder, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
    encoding: 'utf8',
  });
  expect(child.signal, child.stderr).toBe('SIGKILL');
  const handle = await openDatabase({ databaseUrl, dataFolder });
  const before = mailServer.mails.length;
  const next = await startJobs(handle);
  await workOnMessages(next, applicationOn(handle.database, { SMTP_URL: mailServer.url }));
  await mailServer.untilArrived(before + 1);
  expect(mailServer.mails.slice(before).map((mail) => headerOf(mail, 'To'))).toEqual(['survivor@example.com']);
  await next.stop();
  await handle.close();
  await other?.remove();
}, 90_000);

test('without an SMTP server, mail lies in the mailbox folder', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'szone-mailbox-'));
  const mailer = createMailer(readSettings({ DATA_DIR: dataFolder }));
  const mail = { id: newId(), to: 'see@example.com', subject: 'ข่าว', text: 'มีความคืบหน้า' };
  await mailer.send(mail);
  await mailer.send(mail);
  const folder = join(dataFolder, 'mailbox');
  expect(existsSync(folder) && readdirSync(folder)).toEqual([`${mail.id}.eml`]);
  expect(readFileSync(join(folder, `${mail.id}.eml`), 'utf8')).toContain('see@example.com');
});

test('contacts and messages are deleted when their time is over, and the report stays', async () => {
  const { database } = store.handle;
  const arrivedBefore = mailServer.mails.length;
  const { trackingNumber } = await file({ category: 'dogs', email: 'ha@example.com' });
  const count = () =>
    database.selectFrom('reportContact').select('email').where('email', '=', 'ha@example.com').execute();
  // The message is written by a job of its own; before that there is nothing to delete.
  await mailServer.untilArrived(arrivedBefore + 1);
  await sweepReportsAndMessages({ database, now: () => madeAt });
  expect(await count()).toHaveLength(1);
  const later = new Date(madeAt.getTime() + 367 * 86_400_000);
  await sweepReportsAndMessages({ database, now: () => later });
  expect(await count()).toHaveLength(0);
  expect(await database.selectFrom('message').select('id').execute()).toHaveLength(0);
  const kept = database.selectFrom('report').where('trackingNumber', '=', trackingNumber).select('id');
  expect(await kept.execute()).toHaveLength(1);
});
