/*
 * Keeps the report page, so that it opens without a signal, without cookies: what is shown offline is what a stranger
 * would see. And keeps the pages of cameras to survey that somebody opened, as that person saw them, until they sign out.
 * Change `version` when this file changes what it keeps.
 */
const version = 'report-2';
const pages = ['/report', '/en/report'];
const surveys = 'surveys-1';
const surveyPage = /^(?:\/en)?\/cameras\/(?:surveys|[0-9a-f-]{36}\/survey)$/;
/** Whoever posts here leaves, or comes as somebody else. */
const leavesBy = /^(?:\/en)?\/(?:sign-out|sign-in|account)(?:\/|$)/;

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
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== version && name !== surveys).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method === 'POST' && origin === location.origin && leavesBy.test(pathname)) event.waitUntil(caches.delete(surveys));
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pages.includes(pathname)) event.respondWith(pageOf(event, pathname));
  else if (request.mode === 'navigate' && surveyPage.test(pathname)) event.respondWith(surveyOf(event, pathname));
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

/** The page as it is now, kept as it came; without a signal as it was when this person last opened it. */
async function surveyOf(event, path) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keepSurvey(path, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await (await caches.open(surveys)).match(path);
    if (kept) return kept;
    throw error;
  }
}

/** What may not be seen any more is not kept any longer. */
async function keepSurvey(path, answer) {
  const cache = await caches.open(surveys);
  if (!answer.ok || answer.redirected) return cache.delete(path);
  const html = await answer.clone().text();
  await cache.put(path, answer);
  const named = new Set(html.match(/\/assets\/[\w.@-]+\.(?:js|css|woff2)/g));
  const assets = await caches.open(version);
  await Promise.allSettled([...named].map((asset) => keepAsset(assets, asset)));
}

/** A first visit was before there was anybody to keep the page, and some are taken along unseen. Answers whether it is kept. */
self.addEventListener('message', (event) => {
  const { pathname, search } = new URL(String(event.data?.keep ?? ''), location.origin);
  if (!surveyPage.test(pathname)) return;
  const kept = fetch(pathname + search, { credentials: 'same-origin', cache: 'no-cache' })
    .then((answer) => keepSurvey(pathname, answer).then(() => answer.ok && !answer.redirected))
    .catch(() => false);
  event.waitUntil(kept.then((isKept) => event.ports[0]?.postMessage(isKept)));
});
