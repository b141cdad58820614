import photo from 'lucide-static/icons/camera.svg?raw';
import camera from 'lucide-static/icons/camera-off.svg?raw';
import left from 'lucide-static/icons/chevron-left.svg?raw';
import check from 'lucide-static/icons/circle-check.svg?raw';
import other from 'lucide-static/icons/circle-ellipsis.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import dogs from 'lucide-static/icons/dog.svg?raw';
import blindCorner from 'lucide-static/icons/eye-off.svg?raw';
import lonely from 'lucide-static/icons/footprints.svg?raw';
import merge from 'lucide-static/icons/git-merge.svg?raw';
import harassment from 'lucide-static/icons/hand.svg?raw';
import abandonedBuilding from 'lucide-static/icons/house.svg?raw';
import brokenLight from 'lucide-static/icons/lightbulb-off.svg?raw';
import locate from 'lucide-static/icons/locate-fixed.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import mail from 'lucide-static/icons/mail.svg?raw';
import dark from 'lucide-static/icons/moon.svg?raw';
import gang from 'lucide-static/icons/motorbike.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import drugs from 'lucide-static/icons/pill.svg?raw';
import again from 'lucide-static/icons/rotate-ccw.svg?raw';
import police from 'lucide-static/icons/scale.svg?raw';
import send from 'lucide-static/icons/send.svg?raw';
import sosPost from 'lucide-static/icons/siren.svg?raw';
import crossing from 'lucide-static/icons/traffic-cone.svg?raw';
import overgrown from 'lucide-static/icons/trees.svg?raw';
import people from 'lucide-static/icons/users.svg?raw';
import theft from 'lucide-static/icons/wallet.svg?raw';
import flooding from 'lucide-static/icons/waves.svg?raw';
import wrench from 'lucide-static/icons/wrench.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import liveWires from 'lucide-static/icons/zap.svg?raw';

/** Lucide's drawings for categories, states and what one does with a report. */
export const reportIcons = {
  lonely,
  dark,
  'broken-light': brokenLight,
  overgrown,
  'blind-corner': blindCorner,
  'abandoned-building': abandonedBuilding,
  camera,
  'sos-post': sosPost,
  'live-wires': liveWires,
  flooding,
  crossing,
  dogs,
  theft,
  other,
  harassment,
  drugs,
  gang,
  police,
  received: clock,
  triaged: check,
  planned: clock,
  'in-progress': wrench,
  fixed: check,
  reopened: again,
  duplicate: merge,
  referred: send,
  'cannot-fix': close,
  withdrawn: close,
  left,
  locate,
  lock,
  mail,
  people,
  phone,
  photo,
};

export type ReportIconName = keyof typeof reportIcons;
