import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { BaseMapChoice } from '../../../ui/map/types.ts';
import type { MapClient } from './map-client.ts';
import type { MapData } from './map-data.ts';
import type { MapFacts } from './map-facts.ts';
import type { MapState } from './map-state.ts';

/** What the map page's parts share. */
export interface MapParts {
  words: Messages['map'];
  placeWords: Messages['placeMap'];
  locale: Locale;
  facts: MapFacts;
  base: BaseMapChoice;
  state: MapState;
  data: MapData;
  client: MapClient;
}
