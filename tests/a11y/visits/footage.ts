import { newFootage } from '../../../src/features/footage/footage.schema.ts';
import { getFootageChoices, requestFootage } from '../../../src/features/footage/footage.service.ts';
import { incident } from './incidents.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

/** An incident that was just recorded, ready to ask for footage of it. */
const asking = async (place: Place) => `/footage/new?incident=${(await incident(place)).split('/').at(-1)}`;

/** A request of all cameras around an incident that was just recorded. */
async function request(place: Place): Promise<string> {
  const context = await place.contextAs('officer');
  const id = (await incident(place)).split('/').at(-1);
  const choices = await getFootageChoices(context, { id });
  const cameras = choices?.cameras.map((camera) => camera.id);
  const asked = newFootage.parse({ minutesBefore: '10', minutesAfter: '20', cameras, note: 'รถจักรยานยนต์สีแดง' });
  return `/footage/${await requestFootage(context, id ?? '', asked)}`;
}

/** Requests for what cameras recorded. */
export const footageVisits: readonly Visit[] = [
  ...byEach(['officer', 'partner'], { page: '/footage', state: 'content', path: '/footage' }),
  ...byEach(['officer', 'partner'], { page: '/footage', state: 'empty', at: 'empty', path: '/footage' }),
  { page: '/footage/new', state: 'content', as: 'officer', path: asking },
  { page: '/footage/new', state: 'content', what: 'none found', as: 'officer', path: '/footage/new?number=999999' },
  { page: '/footage/new', state: 'mistake', as: 'officer', path: asking, form: { minutesBefore: 'x' } },
  { page: '/footage/[id]', state: 'content', as: 'officer', path: request },
  { page: '/footage/[id]', state: 'mistake', as: 'officer', path: request, form: { to: 'granted' } },
];
