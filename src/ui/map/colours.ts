/** The colours that a map is drawn in, as the page's tokens have them by day or by night. */
export interface MapColours {
  isNight: boolean;
  ink: string;
  inkSecond: string;
  surface: string;
  line: string;
  action: string;
  actionInk: string;
  marigold: string;
  indigo: string;
  fixed: string;
  alarm: string;
  cover: string;
  ground: string;
  building: string;
  road: string;
  park: string;
  water: string;
  /** Of incidents. */
  dot: string;
  /** From low to severe. */
  risk: readonly [string, string, string, string, string];
}

/** What makes the page's colours change: the reader's system going over to night. */
export const nightQuery = '(prefers-color-scheme: dark)';

/** Reads the tokens of the page as they are now. */
export function readColours(root: Element = document.documentElement): MapColours {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    // A page that is dark by day too says so itself.
    isNight: style.colorScheme === 'dark' || matchMedia(nightQuery).matches,
    ink: token('ink'),
    inkSecond: token('ink-second'),
    surface: token('surface'),
    line: token('line-strong'),
    action: token('action'),
    actionInk: token('action-ink'),
    marigold: token('marigold'),
    indigo: token('indigo'),
    fixed: token('fixed'),
    alarm: token('alarm'),
    cover: token('cover'),
    ground: token('map-ground'),
    building: token('map-building'),
    road: token('map-road'),
    park: token('map-park'),
    water: token('map-water'),
    dot: token('map-dot'),
    risk: [token('risk-1'), token('risk-2'), token('risk-3'), token('risk-4'), token('risk-5')],
  };
}
