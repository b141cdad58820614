import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Messages } from '../../../i18n/th.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { Panel } from './map-state.ts';

type Size = 'low' | 'half' | 'full';

interface Props {
  words: Messages['map'];
  panel: Signal<Panel>;
  hasDetail: boolean;
  children: ComponentChildren;
}

const next: Record<Size, Size> = { low: 'half', half: 'full', full: 'low' };
const flickPixels = 40;

/** On a phone the panels lie in a sheet over the map, pulled up and down; on a desk they stand beside it. */
export function MapSheet({ words, panel, hasDetail, children }: Props) {
  const [size, setSize] = useState<Size>('half');
  const start = useRef<number | null>(null);

  const onUp = (event: PointerEvent): void => {
    const moved = event.clientY - (start.current ?? event.clientY);
    start.current = null;
    if (Math.abs(moved) < flickPixels) return;
    if (moved < 0) setSize(size === 'low' ? 'half' : 'full');
    else setSize(size === 'full' ? 'half' : 'low');
  };
  const show = (chosen: Panel): void => {
    panel.value = chosen;
    if (size === 'low') setSize('half');
  };

  const tabs: [Panel, string, 'layers' | 'list' | 'pin'][] = [
    ['layers', words.layersTab, 'layers'],
    ['list', words.listTab, 'list'],
    ...(hasDetail ? ([['detail', words.detailTab, 'pin']] as [Panel, string, 'pin'][]) : []),
  ];
  return (
    <div class={`map-sheet ${size}`} data-panel={panel.value}>
      <div
        class="map-sheet-head"
        onPointerDown={(event) => {
          start.current = event.clientY;
        }}
        onPointerUp={onUp}
      >
        <button
          type="button"
          class="map-sheet-handle"
          aria-label={words.sheetSize}
          onClick={() => setSize(next[size])}
        />
        <div class="map-tabs">
          {tabs.map(([name, title, icon]) => (
            <button key={name} type="button" aria-pressed={panel.value === name} onClick={() => show(name)}>
              <MapIcon name={icon} size={18} /> {title}
            </button>
          ))}
        </div>
      </div>
      {children}
    </div>
  );
}
