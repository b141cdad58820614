import type { zones as th } from './th.ts';

export const zones: Record<keyof typeof th, string> = {
  title: 'Safety zones',
  choose: 'Choose your zone',
  empty: 'There is no safety zone here yet.',
  station: 'Police station',
  people: '{count} {count|person|people}',
  communities: '{count} {count|community|communities}',
};
