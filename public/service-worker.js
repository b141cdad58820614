/*
 * Keeps the report page, and only that, so that it opens without a signal. Kept without cookies: what is shown offline
 * is what a stranger would see. Change `version` when this file changes what it keeps.
 */
const version = 'report-1';
const pages = ['/report', '/en/report'];

const withoutCookies = { credentials: 'omit', cache: 'no-cache' };

/** Puts a page away together with the scripts, styles and fonts that it names. */
async function keep(cache, path) {
  const answer = await fetch(path, withoutCookies);
  if (!answer.ok) return;
  const html = await answer.clone().text();
  await cache.put(path, answer);
  const named = new Set(html.match(/\/assets\/[\w.@-]+\.(?:js|css|woff2)/g));
  await Promise.allSettled([...named].map((asset) => keepAsset(cache, asset)));
}

/** Assets never change under their name, so one that is there is good. Styles name fonts, scripts name scripts. */
async function keepAsset(cache, path) {
  if (await cache.match(path)) return;
  const answer = await fetch(path, { credentials: 'omit' });
  if (!answer.ok) return;
  const isText = /\.(?:js|css)$/.test(path);
  const text = isText ? await answer.clone().text() : '';
  await cache.put(path, answer);
  // The map and its worker are large and of no use without a signal.
  const named = [...text.matchAll(/["'(]\.?\/?(?:assets\/)?([\w.@-]+\.(?:css|woff2))["')]/g)].map((match) => match[1]);
  const imported = [...text.matchAll(/(?:from|import)\s*["']\.\/([\w.@-]+\.js)["']/g)].map((match) => match[1]);
  await Promise.allSettled([...named, ...imported].map((name) => keepAsset(cache, `/assets/${name}`)));
}

async function keepAll() {
  const cache = await caches.open(version);
  await Promise.allSettled(pages.map((path) => keep(cache, path)));
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== version).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pages.includes(pathname)) event.respondWith(pageOf(event, pathname));
  else if (pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

/** The page as it is now; without a signal as it was kept. Each visit with a signal keeps it anew. */
async function pageOf(event, path) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(caches.open(version).then((cache) => keep(cache, path)));
    return answer;
  } catch (error) {
    const kept = await caches.match(path);
    if (kept) return kept;
    throw error;
  }
}
