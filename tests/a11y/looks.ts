import type { Browser, Page } from 'playwright-core';

/** A few pages that are used again and again: a new one costs the browser a process, which takes longer than a look. */
export interface Looks {
  /** Does the work with the next page that is free. */
  take<Result>(work: (page: Page) => Promise<Result>): Promise<Result>;
}

/** Opens that many pages, each with cookies of its own. */
export async function openLooks(browser: Browser, count: number): Promise<Looks> {
  const free: Page[] = [];
  for (let opened = 0; opened < count; opened++) {
    // The report page's worker would answer later visits from its cache.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    free.push(await context.newPage());
  }
  const waiting: ((page: Page) => void)[] = [];
  return {
    take: async (work) => {
      const page = free.pop() ?? (await new Promise<Page>((resolve) => waiting.push(resolve)));
      try {
        return await work(page);
      } finally {
        const next = waiting.shift();
        if (next) next(page);
        else free.push(page);
      }
    },
  };
}
