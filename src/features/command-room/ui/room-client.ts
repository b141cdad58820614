import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Locale } from '../../../i18n/locale.ts';
import type { AppRouter } from '../../../server/router.ts';
import type { LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { SilentSource } from '../../incidents/ui/SilentSources.tsx';

type Answers = inferRouterOutputs<AppRouter>['incidents'];
type Questions = inferRouterInputs<AppRouter>['incidents'];

/** One incident with its timeline and what may be done about it. */
export type ChosenIncident = Answers['get'];
/** What stands around one incident. */
export type Surroundings = Answers['surroundings'];
/** Kinds and named places, to say what happened where. */
export type RecordingChoices = Answers['choices'];
export type StepToTake = Questions['change'];

/** The procedures that the room asks, in the reader's language. */
export function createRoomClient(locale: Locale) {
  const prefix = locale === 'en' ? '/en' : '';
  const { incidents } = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${prefix}/trpc` })] });
  return {
    queue: async (): Promise<LiveSnapshot & { silentSources: SilentSource[] }> => {
      const { zones, ...queue } = await incidents.queue.query();
      return { ...queue, zoneIds: zones.map((zone) => zone.id) };
    },
    get: (id: string) => incidents.get.query({ id }),
    surroundings: (id: string) => incidents.surroundings.query({ id }),
    note: (id: string, note: string) => incidents.note.mutate({ id, note }),
    mark: (id: string, code: string, isDone: boolean) => incidents.mark.mutate({ id, code, isDone }),
    choices: () => incidents.choices.query(),
    change: (step: StepToTake) => incidents.change.mutate(step),
    record: (incident: Questions['record']) => incidents.record.mutate(incident),
  };
}

export type RoomClient = ReturnType<typeof createRoomClient>;

/** Why the server refused: its status and the mistakes by field; undefined when it did not answer at all. */
export function refusalOf(error: unknown): { status: number; mistakes: Record<string, string> } | undefined {
  if (!(error instanceof TRPCClientError) || !error.data) return undefined;
  const { httpStatus, mistakes } = error.data;
  return { status: Number(httpStatus), mistakes: mistakes ?? {} };
}
