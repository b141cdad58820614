import type { Messages } from '../../../i18n/th.ts';
import type { Scope } from '../cover.queries.ts';
import type { PurposeName } from '../scene.ts';

type Word = keyof Messages['coverage'];

export const purposeWords = [
  ['detect', 'purposeDetect'],
  ['observe', 'purposeObserve'],
  ['recognise', 'purposeRecognise'],
  ['identify', 'purposeIdentify'],
] as const satisfies readonly (readonly [PurposeName, Word])[];

/** Every use with what it takes, by both editions of the standard, the coarsest first. */
export const useWords = [
  ['detect', 'purposeDetect', 'useDetect'],
  ['outline', 'purposeOutline', 'useOutline'],
  ['observe', 'purposeObserve', 'useObserve'],
  ['discern', 'purposeDiscern', 'useDiscern'],
  ['recognise', 'purposeRecognise', 'useRecognise'],
  ['identify', 'purposeIdentify', 'useIdentify'],
  ['plate-slow', 'purposePlateSlow', 'usePlateSlow'],
  ['plate-moving', 'purposePlateMoving', 'usePlateMoving'],
] as const satisfies readonly (readonly [PurposeName, Word, Word])[];

export const scopeWords = [
  ['linked', 'scopeLinked'],
  ['all', 'scopeAll'],
] as const satisfies readonly (readonly [Scope, Word])[];

/** What may have changed coverage, as `coverage_due` names it. */
export const causeWords = [
  ['camera', 'causeCamera'],
  ['building', 'causeBuilding'],
  ['risk_area', 'causeRiskArea'],
  ['street_lamp', 'causeLamp'],
  ['land', 'causeWater'],
  ['zone', 'causeZone'],
  ['ground', 'causeGround'],
] as const satisfies readonly (readonly [string, Word])[];

/** The map of a zone with its gaps, what cameras see, and the list of the gaps. */
export function gapMapPath(zone: string, { purpose, scope }: { purpose: string; scope: string }): string {
  const layers = 'zones,risk-areas,camera-views,coverage-gaps,cameras';
  return `/map?zone=${zone}&layers=${layers}&list=coverage-gaps&purpose=${purpose}&scope=${scope}`;
}
