import * as z from 'zod/mini';
import { procedure, router } from '../../server/trpc.ts';
import { addMeToo, getPublicReport, getReports } from './public.service.ts';
import {
  filingResult,
  listQuery,
  meTooResult,
  publicReport,
  publicReportDetail,
  queuePage,
  queueQuery,
  reportForm,
  trackingNumber,
  triageForm,
} from './reports.schema.ts';
import { fileReport } from './reports.service.ts';
import { getQueue, triage } from './triage.service.ts';

export const reportsRouter = router({
  /** One page of the public list. */
  list: procedure
    .input(listQuery)
    .output(z.object({ reports: z.array(publicReport), hasMore: z.boolean() }))
    .query(({ ctx, input }) => getReports(ctx, input)),
  /** What anybody may know of one report. */
  get: procedure
    .input(z.object({ trackingNumber }))
    .output(publicReportDetail)
    .query(({ ctx, input }) => getPublicReport(ctx, input.trackingNumber)),
  /** Files a report without a photo. */
  submit: procedure
    .input(reportForm)
    .output(filingResult)
    .mutation(({ ctx, input }) => fileReport(ctx, { form: input, photo: undefined, locale: ctx.locale })),
  /** Counts the viewer as somebody who has met the same, once: by account, else by the browser's own cookie. */
  meToo: procedure
    .input(z.object({ trackingNumber }))
    .output(meTooResult)
    .mutation(async ({ ctx, input }) => {
      const { isNew, newToken } = await addMeToo(ctx, { ...input, browserToken: ctx.countedCookie.value });
      if (newToken) ctx.countedCookie.keep(newToken);
      return { isNew };
    }),
  /** One page of what waits for the viewer. */
  queue: procedure
    .input(queueQuery)
    .output(queuePage)
    .query(({ ctx, input }) => getQueue(ctx, input)),
  /** State, assignment, answer, moderation. */
  triage: procedure
    .input(z.object({ trackingNumber, form: triageForm }))
    .output(z.void())
    .mutation(({ ctx, input }) => triage(ctx, input)),
});
