import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, phone } from '../support/browser.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let mail: MailServer;
let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  mail = await startMailServer();
  [server, browser] = await Promise.all([startTestServer({ SMTP_URL: mail.url }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await mail.stop();
});

/** The six digits of the last email, once this many have arrived. */
async function codeOfMail(count: number): Promise<string> {
  await mail.untilArrived(count);
  const text = mail.mails.at(-1) ?? '';
  const body = /base64/i.test(text)
    ? Buffer.from(text.slice(text.indexOf('\n\r\n')), 'base64').toString('utf8')
    : text.slice(text.indexOf('\r\n\r\n'));
  return /\b\d{6}\b/.exec(body)?.[0] ?? '';
}

test('somebody registers by an emailed code without scripts, signs out everywhere, and comes back by code', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone });
  const page = await context.newPage();
  await page.goto(`${server.origin}/en/register?next=/en/account/verify`);
  await page.getByLabel('What to call you').fill('Malee');
  await page.getByLabel('Email').fill('Malee@Example.com');
  await page.getByRole('button', { name: 'Register and get a code' }).click();
  await page.getByLabel('Six digits').fill(await codeOfMail(1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(new URL(page.url()).pathname).toBe('/en/account/verify');

  await page.goto(`${server.origin}/en/account`);
  expect(await page.getByText('Contact verified').isVisible()).toBe(true);
  expect(await page.getByText('malee@example.com').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  expect((await page.goto(`${server.origin}/en/account`))?.status()).toBe(401);

  await page.getByRole('link', { name: 'Sign in' }).last().click();
  await page.getByLabel('Email').first().fill('malee@example.com');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Six digits').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.getByText('The code is wrong or too old').isVisible()).toBe(true);
  await page.getByLabel('Six digits').fill(await codeOfMail(2));
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(new URL(page.url()).pathname).toBe('/en/account');
  await context.close();
});
