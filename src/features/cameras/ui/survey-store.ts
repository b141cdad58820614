import { type SendResult, sendForm, type WaitingForm, waitingStore } from '../../../ui/offline/waiting-forms.ts';

/** A survey that waits on this phone, for the account that made it. */
export interface WaitingSurvey extends WaitingForm {
  account: string;
  /** What the camera is called. */
  title: string;
  /** The server had something to ask: it is not sent again before somebody has looked. */
  needsLook: boolean;
}

export const waitingSurveys = waitingStore<WaitingSurvey>('szone-survey');

/** Sends a survey. Once it is filed it is not kept any more; where there is something to ask, that is noted. */
export async function sendSurvey(key: string, survey: WaitingSurvey): Promise<SendResult> {
  const result = await sendForm(survey, ({ searchParams }) => searchParams.get('saved') === 'survey');
  if (result.outcome === 'sent') await waitingSurveys.remove(key);
  if (result.outcome === 'look') await waitingSurveys.save(key, { ...survey, needsLook: true });
  return result;
}
