import { freshKey, putPhotoBack, waitingFormOf } from '../../../ui/offline/waiting-forms.ts';
import { startCompass } from './survey-compass.ts';
import { startPosition } from './survey-position.ts';
import { sendSurvey, type WaitingSurvey, waitingSurveys } from './survey-store.ts';

/*
 * What a survey can do where scripts run: it is kept on the phone before it is sent, so that nothing is lost where the
 * signal is; the phone helps with position and heading. Without scripts the form works as it stands.
 */

const form = document.querySelector<HTMLFormElement>('#survey-form');
const wasAsked = document.querySelector('main [role="alert"]') !== null;

function field(name: string): HTMLInputElement | undefined {
  const element = form?.elements.namedItem(name);
  return element instanceof HTMLInputElement ? element : undefined;
}

function setField(name: string, value: string): void {
  const element = field(name);
  if (element) element.value = value;
}

/** Keeps the survey, tries to send it, and shows where it led: on, to wait, or to what there is to ask. */
async function submit(source: HTMLFormElement): Promise<void> {
  const button = source.querySelector<HTMLButtonElement>('button.wide');
  if (button) button.ariaBusy = 'true';
  if (field('surveyedAt')?.value === '') setField('surveyedAt', new Date().toISOString());
  const key = field('key')?.value ?? '';
  const { account = '', title = '' } = source.dataset;
  const survey: WaitingSurvey = { ...waitingFormOf(source), account, title, needsLook: false };
  await waitingSurveys.save(key, survey);
  const { outcome, url } = navigator.onLine ? await sendSurvey(key, survey) : { outcome: 'waiting' as const };
  if (outcome === 'sent') return location.assign(url?.href ?? '/cameras');
  // The page itself can ask what there is to ask.
  if (outcome === 'look') return source.submit();
  source.hidden = true;
  dispatchEvent(new Event('surveykept'));
  document.querySelector('#waiting-surveys')?.scrollIntoView({ block: 'center' });
}

/** What was to be sent and had to be asked about comes back with its photo. */
async function restore(source: HTMLFormElement): Promise<void> {
  const survey = await waitingSurveys.read(field('key')?.value ?? '');
  if (survey) putPhotoBack(source, survey);
}

if (form) {
  if (wasAsked) void restore(form);
  else setField('key', freshKey());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(form).catch(() => form.submit());
  });
  field('heading')?.addEventListener('input', () => setField('headingWay', 'typed'));
  startPosition(form);
  startCompass(form);
}
