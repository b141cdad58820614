import type { placeMap as th } from './th.ts';

export const placeMap: Record<keyof typeof th, string> = {
  open: 'Open the map',
  openFull: 'See the whole map',
  loading: 'Loading the map…',
  failed: 'The map could not be loaded. Please try again.',
  cannotDraw: 'This device cannot show the map. The list says the same.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  myPosition: 'My position',
  positionFailed: 'Your position could not be found. Please move the map instead.',
  positionOutside: 'You are outside this zone. Please move the map to the spot.',
  pick: 'Choose the spot on the map',
  pickMap: 'Map for choosing the spot; move it by finger or arrow keys',
  pickHint: 'Move the map until the pin is on the spot',
  picked: 'This spot is chosen',
  near: '{street}, near {landmark}',
};
