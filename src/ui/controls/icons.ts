import check from 'lucide-static/icons/check.svg?raw';
import home from 'lucide-static/icons/house.svg?raw';
import map from 'lucide-static/icons/map.svg?raw';
import menu from 'lucide-static/icons/menu.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import shield from 'lucide-static/icons/shield-check.svg?raw';
import vote from 'lucide-static/icons/vote.svg?raw';

/** Lucide's drawings that we use, by our name for what they mean. */
export const icons = { check, home, map, menu, phone, plus, shield, vote };

export type IconName = keyof typeof icons;
