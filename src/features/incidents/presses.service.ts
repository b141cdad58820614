import { may, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { listPressesOfIncident, listPressesOfPost } from './presses.queries.ts';

const pressesShown = 30;
/** A post's clock that is off by less is right. */
const noticeableMilliseconds = 60_000;
/** What a browser hands to a telephone, and nothing else that could stand in a link. */
const voiceForm = /^(sips?|tel):\S+$/;

/** When a press came, and what the post's own clock said where that is another time. */
export interface ShownPress {
  receivedAt: Date;
  /** By the post's own clock; undefined when it told no time, or the same. */
  toldAt: Date | undefined;
}

function shown({ receivedAt, pressedAt }: { receivedAt: Date; pressedAt: Date | null }): ShownPress {
  const isOff = pressedAt && Math.abs(pressedAt.getTime() - receivedAt.getTime()) > noticeableMilliseconds;
  return { receivedAt, toldAt: isOff ? pressedAt : undefined };
}

/** The post behind an incident, how to speak with who stands there, and every press; for officers of its zone alone. */
export async function getPressesOfIncident({ database, viewer }: Context, incidentId: string) {
  const rows = await listPressesOfIncident(database, incidentId);
  const [first] = rows;
  if (!first || !may(viewer, 'incident.see-exact', first.zoneId)) return undefined;
  const { sosPostId, code, nameTh, nameEn, voiceAddress, timeZone } = first;
  return {
    post: { id: sosPostId, code, nameTh, nameEn },
    voiceAddress: voiceForm.test(voiceAddress) ? voiceAddress : undefined,
    timeZone,
    presses: rows.map(shown),
  };
}

/** The latest presses of a post and the incidents that they belong to, for officers of its zone; undefined for others. */
export async function getPressesOfPost({ database, viewer }: Context, post: { id: string; zoneId: string }) {
  if (!may(viewer, 'incident.see-exact', post.zoneId)) return undefined;
  const zoneIds = zonesWhere(viewer, 'incident.see-exact');
  const rows = await listPressesOfPost(database, post.id, zoneIds, pressesShown);
  return rows.map((row) => ({ ...shown(row), id: row.id, incident: { id: row.incidentId, number: row.number } }));
}
