import type { Messages } from './th.ts';
import { common } from './topics/common/en.ts';
import { imports } from './topics/imports/en.ts';
import { people } from './topics/people/en.ts';
import { placeMap } from './topics/placeMap/en.ts';
import { zones } from './topics/zones/en.ts';

export const en: Messages = {
  common,
  imports,
  people,
  placeMap,
  zones,
};
