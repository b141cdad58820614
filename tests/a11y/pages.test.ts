import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { lookAt } from './look.ts';
import { type Looks, openLooks } from './looks.ts';
import { visits } from './visits/all.ts';
import { openPlaces } from './visits/places.ts';
import { mistakeStatuses, type Visit } from './visits/visit.ts';

/** As many as two cores keep busy. */
const pagesAtOnce = 3;

let places: Awaited<ReturnType<typeof openPlaces>>;
let browser: Browser;
let looks: Looks;
beforeAll(async () => {
  [places, browser] = await Promise.all([openPlaces(), launchBrowser()]);
  looks = await openLooks(browser, pagesAtOnce);
});
afterAll(async () => {
  await browser.close();
  await places.close();
});

let visitors = 0;

/** Goes there as whom the visit says, in this language; returns what is wrong with what comes. */
async function pay(page: Page, visit: Visit, locale: 'th' | 'en'): Promise<string[]> {
  const place = places[visit.at ?? 'town'];
  const { origin } = place.server;
  visitors += 1;
  const address = `10.0.${Math.floor(visitors / 250)}.${visitors % 250}`;
  const value = await place.sessionOf(visit.as ?? 'anonymous');
  await page.context().clearCookies();
  if (value) await page.context().addCookies([{ name: 'session', value, url: origin }]);
  await page.setExtraHTTPHeaders({ 'X-Forwarded-For': address });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(locale === 'th' ? phone : desk);
  const path = typeof visit.path === 'string' ? visit.path : await visit.path(place);
  const url = `${origin}${locale === 'en' ? '/en' : ''}${path}`;
  const status = visit.form ? await post(page, url, visit.form) : (await page.goto(url))?.status();
  await page.waitForFunction(() => !document.querySelector('astro-island[ssr]:is([client=load], [client=idle])'));
  const isExpected =
    visit.state === 'mistake' ? mistakeStatuses.includes(status ?? 0) : status === (visit.status ?? 200);
  return [...(isExpected ? [] : [`status ${status}`]), ...(await lookAt(page))];
}

/** Posts the form from the page that it belongs to and waits for the answer. */
async function post(page: Page, url: string, form: Record<string, string>): Promise<number> {
  await page.goto(url);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.evaluate((fields) => {
    const made = document.createElement('form');
    made.method = 'post';
    made.action = location.href;
    for (const [name, value] of Object.entries(fields))
      made.append(Object.assign(document.createElement('textarea'), { name, value }));
    document.body.append(made);
    made.submit();
  }, form);
  const status = (await answered).status();
  await page.waitForLoadState('load');
  return status;
}

const named = visits.map((visit) => ({
  visit,
  name: [visit.page, visit.state, visit.what, visit.as, visit.at].filter(Boolean).join(' '),
}));

describe.concurrent.each(named)('$name', ({ visit }) => {
  test.each(['th', 'en'] as const)('has nothing that axe finds, by day and by night, in %s', async (locale) => {
    expect(await looks.take((page) => pay(page, visit, locale))).toEqual([]);
  });
});
