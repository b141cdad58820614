import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { Locale } from '../../../i18n/locale.ts';
import type { AppRouter } from '../../../server/router.ts';
import type { PlanScene } from '../plan-scene.ts';
import type { PlanChange } from '../planning.ts';
import type { PlanFacts } from './plan-facts.ts';

/** A plan's procedures, asked in the reader's language. */
export function createPlanClient(locale: Locale) {
  const prefix = locale === 'en' ? '/en' : '';
  const { plans } = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${prefix}/trpc` })] });
  return {
    scene: (zoneId: string): Promise<PlanScene> => plans.scene.query({ zoneId }),
    save: ({ id, version, title, purpose, scope }: PlanFacts, changes: PlanChange[]) =>
      plans.save.mutate({
        ...{ id, version, title, purpose, scope },
        changes: changes.map((change) => ({ ...change, place: change.place && [change.place[0], change.place[1]] })),
      }),
  };
}

/** Whether somebody else has kept the plan in the meantime. */
export function isConflict(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data?.httpStatus === 409;
}
