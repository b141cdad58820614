import type { categories as th } from './th.ts';

export const categories: Record<keyof typeof th, string> = {
  'category.lonely': 'Lonely',
  'category.dark': 'Dark',
  'category.broken-light': 'Broken light',
  'category.overgrown': 'Overgrown',
  'category.blind-corner': 'Blind corner',
  'category.abandoned-building': 'Abandoned building',
  'category.camera': 'No or broken camera',
  'category.sos-post': 'Broken SOS post',
  'category.live-wires': 'Dangerous wires',
  'category.flooding': 'Flooding, open manhole',
  'category.crossing': 'Dangerous crossing',
  'category.dogs': 'Fierce dogs',
  'category.theft': 'Thefts',
  'category.other': 'Other',
  'category.harassment': 'Sexual harassment',
  'category.drugs': 'Drugs',
  'category.gang': 'Gang or racing',
  'category.police': 'Complaint about police',
};
