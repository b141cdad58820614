import check from 'lucide-static/icons/check.svg?raw';
import hammer from 'lucide-static/icons/hammer.svg?raw';
import layers from 'lucide-static/icons/layers.svg?raw';
import lightbulb from 'lucide-static/icons/lightbulb.svg?raw';
import list from 'lucide-static/icons/list.svg?raw';
import locate from 'lucide-static/icons/locate.svg?raw';
import pin from 'lucide-static/icons/map-pin.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import pentagon from 'lucide-static/icons/pentagon.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import printer from 'lucide-static/icons/printer.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';

const drawings = { check, hammer, lightbulb, close, layers, list, locate, minus, pentagon, pin, plus, printer, search };

export type MapIconName = keyof typeof drawings;

/** One of Lucide's drawings, beside or instead of a word; it says nothing to a screen reader. */
export function MapIcon({ name, size = 20 }: { name: MapIconName; size?: number }) {
  return <Drawing svg={drawings[name]} size={size} />;
}

/** The same for a drawing that one island alone uses, as its file is. */
export function Drawing({ svg, size = 20 }: { svg: string; size?: number }) {
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: inner }}
    />
  );
}
