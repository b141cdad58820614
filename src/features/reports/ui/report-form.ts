import {
  createRetry,
  freshKey,
  putPhotoBack,
  sendForm,
  type WaitingForm,
  waitingFormOf,
  waitingStore,
} from '../../../ui/offline/waiting-forms.ts';

/*
 * What the report page can do where scripts run: the reader's position, and keeping a report on the phone until there is
 * a signal. Without it the form works as it stands.
 */

const form = document.querySelector<HTMLFormElement>('#report-form');
const box = document.querySelector<HTMLElement>('#waiting-report');

/** One report waits at a time. */
const store = waitingStore('szone-report');
const only = 'report';

type Outcome = 'saved' | 'waiting' | 'sending' | 'sent' | 'look';

function show(outcome: Outcome | undefined): void {
  if (!box) return;
  box.hidden = outcome === undefined;
  for (const line of box.querySelectorAll<HTMLElement>('[data-when]')) line.hidden = line.dataset.when !== outcome;
  for (const line of box.querySelectorAll<HTMLElement>('[data-also]'))
    line.hidden = outcome === undefined || !line.dataset.also?.split(' ').includes(outcome);
  if (outcome === 'saved') box.scrollIntoView({ block: 'center' });
}

async function keep(source: HTMLFormElement): Promise<void> {
  await store.save(only, waitingFormOf(source));
  source.reset();
  setValue('key', freshKey());
  show('saved');
}

let isSending = false;
const retryLater = createRetry(sendWaiting);

/**
 * Sends what waits. An answer that is no follow page has something to ask: then the reader has to look. What fails is
 * tried again while the page is open, ever less often; what was sent stays on the page, however often we are called.
 */
async function sendWaiting(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    const report = await store.read(only);
    if (!report) return;
    if (navigator.onLine) show('sending');
    const outcome = navigator.onLine ? await send(report) : 'waiting';
    show(outcome);
    if (outcome === 'waiting') retryLater();
  } finally {
    isSending = false;
  }
}

async function send(report: WaitingForm): Promise<Outcome> {
  const { outcome, url } = await sendForm(report, ({ pathname }) => pathname.includes('/reports/follow/'));
  if (outcome !== 'sent') return outcome;
  await store.remove(only);
  box?.querySelector('[data-when="sent"] a')?.setAttribute('href', url.pathname);
  return 'sent';
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
  const report = await store.read(only);
  if (!report || !form) return;
  for (const [name, value] of report.fields) setValue(name, value);
  putPhotoBack(form, report);
  await store.remove(only);
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
    ?.addEventListener('click', () => void store.remove(only).then(() => show(undefined)));
  addEventListener('online', () => void sendWaiting());
  if (!document.querySelector('[role="alert"]')) setValue('key', freshKey());
  void sendWaiting();
}
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/service-worker.js').catch(() => {});
