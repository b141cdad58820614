import type { Page } from 'playwright-core';
import { phone } from '../support/browser.ts';
import { axeFindings } from './axe.ts';

/** Everything that is wrong with a page as it stands: axe's findings by day and by night, headings, targets, width. */
export async function lookAt(page: Page): Promise<string[]> {
  const found = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const atNight = await axeFindings(page, ['color-contrast']);
  await page.setViewportSize(phone);
  return [...found, ...atNight.map((finding) => `by night, ${finding}`), ...(await page.evaluate(measure))];
}

/** Runs in the page, so it may use nothing from outside itself. */
function measure(): string[] {
  const leastPixels = 44;
  const found: string[] = [];
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (element: Element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 160);

  const tooWide = document.documentElement.scrollWidth - window.innerWidth;
  if (tooWide > 0) found.push(`${tooWide} px wider than the screen`);

  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(isSeen)
    .map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push(`headings without exactly one h1: ${levels}`);
  if (levels[0] !== 1) found.push(`headings that do not begin with h1: ${levels}`);
  if (levels.some((level, index) => level > (levels[index - 1] ?? level) + 1))
    found.push(`headings skip a level: ${levels}`);

  for (const link of document.querySelectorAll<HTMLAnchorElement>('[role=alert] a[href^="#"]')) {
    if (!document.getElementById(link.hash.slice(1))) found.push(`a mistake that leads nowhere: ${link.hash}`);
  }

  const sentence = (link: Element) =>
    getComputedStyle(link).display === 'inline' &&
    (link.parentElement?.textContent ?? '').trim() !== (link.textContent ?? '').trim();
  // A card's name is its link, and the link's own after-image covers the whole card.
  const coversMore = (link: Element) => {
    const { content, position } = getComputedStyle(link, '::after');
    return content !== 'none' && position === 'absolute';
  };
  for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!isSeen(control) || (control instanceof HTMLInputElement && control.type === 'hidden')) continue;
    // A link within a sentence is as high as its line, and what is off the screen until it has the focus has no size yet.
    if (control instanceof HTMLAnchorElement && (sentence(control) || coversMore(control))) continue;
    const target = control.closest('label') ?? control;
    const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
    const boxes = [target, ...labels].map((element) => element.getBoundingClientRect());
    if (boxes.every(({ bottom, right }) => bottom <= 0 || right <= 0)) continue;
    const isLarge = boxes.some(({ width, height }) => width >= leastPixels - 0.5 && height >= leastPixels - 0.5);
    if (!isLarge) {
      const [box] = boxes;
      found.push(`${Math.round(box?.width ?? 0)} × ${Math.round(box?.height ?? 0)} px to hit: ${nameOf(control)}`);
    }
  }
  return found;
}
