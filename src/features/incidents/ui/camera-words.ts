import { formatMeters } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { NearCamera } from '../surroundings.queries.ts';

type Words = Messages['incidents'];

const purposeKeys: Record<string, keyof Words> = {
  detect: 'seesDetect',
  outline: 'seesOutline',
  observe: 'seesObserve',
  discern: 'seesDiscern',
  recognise: 'seesRecognise',
  identify: 'seesIdentify',
};

/** A camera whose middle is this far off may have the spot in its picture. */
const towardsDegrees = 35;

/** How well a camera sees the spot, and from how far: "sees what they do · 24 m". */
export function sightWords(words: Words, camera: NearCamera, locale: Locale): string {
  return [
    camera.purpose ? words[purposeKeys[camera.purpose] ?? 'seesDetect'] : headingWords(words, camera),
    camera.purpose && !camera.isKnown && words.seesAbout,
    formatMeters(camera.meters, locale),
    camera.link !== 'linked' && words.notLinked,
  ]
    .filter(Boolean)
    .join(' · ');
}

function headingWords(words: Words, { offDegrees }: NearCamera): string {
  if (offDegrees === null) return words.headingUnknown;
  return offDegrees <= towardsDegrees ? words.looksHere : words.looksAway;
}
