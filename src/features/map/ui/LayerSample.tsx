import type { ComponentChildren } from 'preact';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';

type Variant = 'fixed' | 'done' | 'silent' | 'unknown' | 'off' | 'cell' | 'urgent';

const signs: Record<string, ComponentChildren> = {
  'sos-posts': 'S',
  'sos-posts-silent': 'S',
  reports: '!',
  'reports-fixed': <MapIcon name="check" size={13} />,
  projects: <MapIcon name="hammer" size={13} />,
  'projects-done': <MapIcon name="hammer" size={13} />,
  proposals: <MapIcon name="lightbulb" size={13} />,
  'cameras-unknown': '?',
  'incidents-cell': '8',
  'live-urgent': '1',
};

/** The symbol that a layer is drawn with, or one of its variants, small enough for a line of text. */
export function LayerSample({ layer, variant }: { layer: LayerName; variant?: Variant }) {
  const name = variant ? `${layer}-${variant}` : layer;
  return (
    <i class={`map-sample ${name}`} aria-hidden="true">
      {signs[name]}
    </i>
  );
}
