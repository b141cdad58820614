import { fill } from '../../../i18n/format.ts';
import { createRetry } from '../../../ui/offline/waiting-forms.ts';
import { sendSurvey, waitingSurveys } from './survey-store.ts';

/*
 * Lists the surveys that wait on this phone, and sends them as soon as there is a signal: when the page is opened, when
 * the phone says that it is online again, and when the reader asks.
 */

const box = document.querySelector<HTMLElement>('#waiting-surveys');
const list = box?.querySelector('ul');
const template = box?.querySelector('template');
const status = box?.querySelector<HTMLElement>('[role=status]');

const own = async () => (await waitingSurveys.all()).filter(({ form }) => form.account === box?.dataset.account);

let sent = 0;

/** Shows what waits, and what has been sent since the page was opened. */
async function show(): Promise<void> {
  if (!box || !list || !template) return;
  const waiting = await own();
  box.hidden = waiting.length === 0 && sent === 0;
  list.replaceChildren(
    ...waiting.map(({ key, form }) => {
      const row = template.content.cloneNode(true);
      if (!(row instanceof DocumentFragment)) return row;
      const link = row.querySelector('a');
      link?.append(form.title);
      link?.setAttribute('href', form.action);
      row.querySelector('[data-state]')?.append((form.needsLook ? list.dataset.look : list.dataset.waiting) ?? '');
      row.querySelector('button')?.addEventListener('click', () => void waitingSurveys.remove(key).then(show));
      return row;
    }),
  );
  const send = box.querySelector<HTMLElement>('[data-do="send"]');
  if (send) send.hidden = !waiting.some(({ form }) => !form.needsLook);
  if (status) status.textContent = sent > 0 ? fill(status.dataset.sent ?? '', { count: sent }) : '';
}

let isSending = false;
const retryLater = createRetry(sendAll);

async function sendAll(): Promise<void> {
  if (isSending || !navigator.onLine) return show();
  isSending = true;
  try {
    for (const { key, form } of await own()) {
      if (form.needsLook) continue;
      const { outcome } = await sendSurvey(key, form);
      if (outcome === 'sent') sent += 1;
      if (outcome === 'waiting') retryLater();
    }
  } finally {
    isSending = false;
  }
  await show();
}

/** Whether the service worker has brought this page, and so has kept it. */
const isKept = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

/** Keeps this page for when there is no signal; the service worker does that by itself from the next visit on. */
async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js');
  const { active } = await navigator.serviceWorker.ready;
  if (!isKept) active?.postMessage({ keep: location.pathname + location.search });
}

if (box) {
  box.querySelector('[data-do="send"]')?.addEventListener('click', () => void sendAll());
  addEventListener('online', () => void sendAll());
  addEventListener('surveykept', () => void show());
  void sendAll();
}
void keepPage().catch(() => {});
