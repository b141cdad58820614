import { procedure, router } from '../../server/trpc.ts';
import { me } from './account.schema.ts';
import { getMe } from './account.service.ts';

export const peopleRouter = router({
  /** Who is signed in, or null. */
  me: procedure.output(me).query(({ ctx }) => getMe(ctx)),
});
