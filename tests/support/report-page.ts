import type { Page } from 'playwright-core';

/** Fills the report form as far as it must be: a category, and a place in degrees as a phone finds it. */
export async function fillReport(page: Page, report: { category: string; place?: [number, number] }): Promise<void> {
  await page.locator(`input[name=category][value=${report.category}]`).check();
  if (!report.place) return;
  const [longitude, latitude] = report.place;
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ longitude, latitude, accuracy: 12 });
  await page.locator('#use-position').click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#longitude')?.value !== '');
}

export const sendButton = (page: Page) => page.locator('#report-form .send-bar button');
