import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Viewer } from '../../src/server/access.ts';
import { desk } from './browser.ts';
import type { TestServer } from './server.ts';

/** A map page that was opened, and what the browser complained of. */
export interface OpenedMap {
  page: Page;
  complaints: string[];
  close(): Promise<void>;
}

/** Opens a page in a browser of its own, signed in as `viewer` when there is one. */
export async function openMapPage(
  server: TestServer,
  browser: Browser,
  path: string,
  { viewer, ...options }: BrowserContextOptions & { viewer?: Viewer } = {},
): Promise<OpenedMap> {
  const context = await browser.newContext({ viewport: desk, ...options });
  if (viewer?.account) {
    const value = await server.running.application.sessions.create(viewer.account.id);
    await context.addCookies([{ name: 'session', value, url: server.origin, httpOnly: true, sameSite: 'Lax' }]);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      complaints.push(message.text());
  });
  await page.goto(`${server.origin}${path}`);
  return { page, complaints, close: () => context.close() };
}

/** Waits until the map has drawn, by its buttons, which come when it has. */
export async function waitForMap(page: Page): Promise<void> {
  await page.locator('.map-buttons').waitFor({ timeout: 45_000 });
}

/** Draws a square around the middle of the map, once Terra Draw has arrived: its cross-hair says so. */
export async function drawSquare(
  page: Page,
  map: Locator,
  { across, down }: { across: number; down: number },
): Promise<void> {
  const box = await map.boundingBox();
  if (!box) throw new Error('there is no map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.maplibregl-canvas')?.style.cursor === 'crosshair',
  );
  for (const [right, up] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    await page.mouse.move(x + right * across, y + up * down, { steps: 4 });
    await page.mouse.click(x + right * across, y + up * down);
    await page.waitForTimeout(150);
  }
}
