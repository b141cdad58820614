import type { Page } from 'playwright-core';

interface Point {
  x: number;
  y: number;
}

const steps = 6;

/**
 * Lays a finger on the screen and moves it, in pixels of the window; returns what lifts it. The browser makes pointer
 * events and gestures of it as it would of a real one. The page's context must have a touch screen.
 */
export async function moveFinger(page: Page, from: Point, to: Point): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    await touch('touchMove', [{ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }]);
  }
  return async () => {
    await touch('touchEnd', []);
    await session.detach();
  };
}
