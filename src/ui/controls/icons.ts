import arrow from 'lucide-static/icons/arrow-right.svg?raw';
import cancelled from 'lucide-static/icons/ban.svg?raw';
import banknote from 'lucide-static/icons/banknote.svg?raw';
import calendar from 'lucide-static/icons/calendar-days.svg?raw';
import camera from 'lucide-static/icons/cctv.svg?raw';
import chart from 'lucide-static/icons/chart-column.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import plan from 'lucide-static/icons/clipboard-list.svg?raw';
import compass from 'lucide-static/icons/compass.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import equal from 'lucide-static/icons/equal.svg?raw';
import document from 'lucide-static/icons/file-check.svg?raw';
import merge from 'lucide-static/icons/git-merge.svg?raw';
import hammer from 'lucide-static/icons/hammer.svg?raw';
import hourglass from 'lucide-static/icons/hourglass.svg?raw';
import home from 'lucide-static/icons/house.svg?raw';
import lamp from 'lucide-static/icons/lamp-wall-down.svg?raw';
import landmark from 'lucide-static/icons/landmark.svg?raw';
import locate from 'lucide-static/icons/locate-fixed.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import map from 'lucide-static/icons/map.svg?raw';
import pin from 'lucide-static/icons/map-pin.svg?raw';
import menu from 'lucide-static/icons/menu.svg?raw';
import speech from 'lucide-static/icons/message-circle.svg?raw';
import pencil from 'lucide-static/icons/pencil.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import road from 'lucide-static/icons/route.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import shield from 'lucide-static/icons/shield-check.svg?raw';
import sos from 'lucide-static/icons/siren.svg?raw';
import endorse from 'lucide-static/icons/thumbs-up.svg?raw';
import tree from 'lucide-static/icons/trees.svg?raw';
import down from 'lucide-static/icons/trending-down.svg?raw';
import risk from 'lucide-static/icons/triangle-alert.svg?raw';
import people from 'lucide-static/icons/users.svg?raw';
import vote from 'lucide-static/icons/vote.svg?raw';

/** Lucide's drawings that we use, by our name for what they mean. */
export const icons = {
  arrow,
  banknote,
  calendar,
  camera,
  cancelled,
  chart,
  check,
  compass,
  document,
  down,
  download,
  endorse,
  equal,
  hammer,
  home,
  hourglass,
  lamp,
  landmark,
  locate,
  lock,
  map,
  menu,
  merge,
  pencil,
  people,
  phone,
  pin,
  plan,
  plus,
  risk,
  road,
  search,
  shield,
  sos,
  speech,
  tree,
  vote,
};

export type IconName = keyof typeof icons;
