/** Reads the page again every second and shows how far the question is; once it is over, the whole page. */
const everyMs = 1_000;
const shown = (page: Document): HTMLElement | null => page.getElementById('siting-progress');

async function follow(): Promise<void> {
  const now = shown(document);
  if (!now) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const next = answer.ok ? shown(new DOMParser().parseFromString(await answer.text(), 'text/html')) : now;
    if (!next) return location.reload();
    if (next !== now) now.replaceWith(document.importNode(next, true));
  } catch {
    // Nobody answers just now; the next second may.
  }
  setTimeout(follow, everyMs);
}

setTimeout(follow, everyMs);
