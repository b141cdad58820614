import { deleteWaiting, readWaiting, saveWaiting, type WaitingReport } from './waiting-store.ts';

/*
 * What the report page can do where scripts run: the reader's position, and keeping a report on the phone until there is
 * a signal. Without it the form works as it stands.
 */

const form = document.querySelector<HTMLFormElement>('#report-form');
const box = document.querySelector<HTMLElement>('#waiting-report');

type Outcome = 'saved' | 'waiting' | 'sending' | 'sent' | 'look';

function show(outcome: Outcome | undefined): void {
  if (!box) return;
  box.hidden = outcome === undefined;
  for (const line of box.querySelectorAll<HTMLElement>('[data-when]')) line.hidden = line.dataset.when !== outcome;
  for (const line of box.querySelectorAll<HTMLElement>('[data-also]'))
    line.hidden = outcome === undefined || !line.dataset.also?.split(' ').includes(outcome);
  if (outcome === 'saved') box.scrollIntoView({ block: 'center' });
}

/** A page from the cache has a key that others may have used: each opening makes its own. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function dataOf(report: WaitingReport): FormData {
  const data = new FormData();
  for (const [name, value] of report.fields) data.append(name, value);
  if (report.photo) data.append('photo', report.photo, report.photoName);
  return data;
}

async function keep(source: HTMLFormElement): Promise<void> {
  const data = new FormData(source);
  const photo = data.get('photo');
  const hasPhoto = photo instanceof File && photo.size > 0;
  await saveWaiting({
    action: location.pathname,
    fields: [...data.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    photo: hasPhoto ? photo : undefined,
    photoName: hasPhoto ? photo.name : '',
  });
  source.reset();
  setValue('key', freshKey());
  show('saved');
}

let isSending = false;
let retrySeconds = 5;
let retry: ReturnType<typeof setTimeout> | undefined;

/**
 * Sends what waits. An answer that is no follow page has something to ask: then the reader has to look. What fails is
 * tried again while the page is open, ever less often; what was sent stays on the page, however often we are called.
 */
async function sendWaiting(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    const report = await readWaiting();
    if (!report) return;
    if (navigator.onLine) show('sending');
    const outcome = navigator.onLine ? await send(report) : 'waiting';
    show(outcome);
    if (outcome === 'waiting') retryLater();
  } finally {
    isSending = false;
  }
}

async function send(report: WaitingReport): Promise<Outcome> {
  try {
    const answer = await fetch(report.action, { method: 'POST', body: dataOf(report) });
    const url = new URL(answer.url);
    if (!answer.redirected || !url.pathname.includes('/reports/follow/'))
      return answer.status >= 429 ? 'waiting' : 'look';
    await deleteWaiting();
    box?.querySelector('[data-when="sent"] a')?.setAttribute('href', url.pathname);
    return 'sent';
  } catch {
    return 'waiting';
  }
}

function retryLater(): void {
  clearTimeout(retry);
  retry = setTimeout(() => void sendWaiting(), retrySeconds * 1000);
  retrySeconds = Math.min(retrySeconds * 2, 120);
}

function setValue(name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
    field.checked = field.value === value;
  else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  else if (field instanceof HTMLSelectElement || field instanceof RadioNodeList) field.value = value;
}

/** Puts what waits back into the form and sends it as a form, so that the page can ask what it has to. */
async function lookAgain(): Promise<void> {
  const report = await readWaiting();
  if (!report || !form) return;
  for (const [name, value] of report.fields) setValue(name, value);
  const photo = form.elements.namedItem('photo');
  if (report.photo && photo instanceof HTMLInputElement) {
    const files = new DataTransfer();
    files.items.add(new File([report.photo], report.photoName, { type: report.photo.type }));
    photo.files = files.files;
  }
  await deleteWaiting();
  form.requestSubmit();
}

function findPosition(button: HTMLButtonElement): void {
  const status = document.querySelector<HTMLElement>('#position-status');
  const say = (text: string): void => {
    if (!status) return;
    status.hidden = false;
    status.textContent = text;
  };
  say(button.dataset.finding ?? '');
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      for (const [id, value] of [
        ['longitude', coords.longitude],
        ['latitude', coords.latitude],
      ] as const) {
        const input = document.querySelector<HTMLInputElement>(`#${id}`);
        if (!input) continue;
        input.value = value.toFixed(6);
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
      say((button.dataset.found ?? '').replace('{meters}', String(Math.max(1, Math.round(coords.accuracy)))));
    },
    () => say(button.dataset.failed ?? ''),
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
  );
}

if (form) {
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    void keep(form);
  });
  const button = form.querySelector<HTMLButtonElement>('#use-position');
  button?.addEventListener('click', () => findPosition(button));
  box?.querySelector('[data-do="open"]')?.addEventListener('click', () => void lookAgain());
  box
    ?.querySelector('[data-do="delete"]')
    ?.addEventListener('click', () => void deleteWaiting().then(() => show(undefined)));
  addEventListener('online', () => void sendWaiting());
  if (!document.querySelector('[role="alert"]')) setValue('key', freshKey());
  void sendWaiting();
}
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/service-worker.js').catch(() => {});
