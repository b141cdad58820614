import { may, ownOrganisationsOf, type Viewer } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import {
  countPosts,
  findIdByShort,
  findPost,
  listHistory,
  listPhotos,
  listPosts,
  listZonesWithPosts,
  type PostRow,
} from './sos-posts.queries.ts';
import type { PostFilter } from './sos-posts.schema.ts';

const pageSize = 50;

/** SOS posts for anybody, a page of them. */
export async function getPosts({ database }: Context, filter: PostFilter) {
  const [posts, total, zones] = await Promise.all([
    listPosts(database, filter, { limit: pageSize, offset: (filter.page - 1) * pageSize }),
    countPosts(database, filter),
    listZonesWithPosts(database),
  ]);
  return { posts, total, hasMore: total > filter.page * pageSize, zones };
}

/** Officers of its zone manage a post, and partners of the organisation that it belongs to. */
export function mayManagePost(viewer: Viewer, post: Pick<PostRow, 'zoneId' | 'organisationId'>): boolean {
  if (may(viewer, 'sos-post.manage', post.zoneId)) return true;
  return post.organisationId !== null && ownOrganisationsOf(viewer).includes(post.organisationId);
}

/** One post for anybody, with its history and photos; how to call it and what is noted, for those who manage it alone. */
export async function getPost({ database, viewer }: Context, id: string) {
  const post = await findPost(database, id);
  if (!post) notFound();
  const [history, photos] = await Promise.all([listHistory(database, id), listPhotos(database, id)]);
  const { voiceAddress, notes, ...open } = post;
  const isManager = mayManagePost(viewer, post);
  const managed = isManager ? { voiceAddress, notes } : undefined;
  return { ...open, history: isManager ? history : history.filter(isForEverybody), photos, managed };
}

/** When a post got another key is for those who look after it. */
const isForEverybody = ({ type }: { type: string }): boolean => !type.startsWith('key-');

/** A post for whoever manages it; for others there is no such page. */
export async function getManagedPost({ database, viewer }: Context, id: string): Promise<PostRow> {
  const post = await findPost(database, id);
  if (!post || !mayManagePost(viewer, post)) notFound();
  return post;
}

/** The last digits of an id. */
const labelForm = /^[0-9a-f]{12}$/;

/** The id behind what a label says. */
export async function findPostOfLabel({ database }: Context, short: string): Promise<string> {
  if (!labelForm.test(short)) notFound();
  return (await findIdByShort(database, short)) ?? notFound();
}
