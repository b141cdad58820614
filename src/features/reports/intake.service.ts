import type { Locale } from '../../i18n/locale.ts';
import type { Context } from '../../server/context.ts';
import { type Photo, readPhoto } from '../../server/photos.ts';
import type { ReportForm } from './reports.schema.ts';
import { type FilingResult, fileReport } from './reports.service.ts';

/** A photo that goes back with the form, so that a mistake elsewhere does not lose it. */
export interface KeptPhoto {
  /** The whole photo in base64, for a hidden field. */
  whole: string;
  /** The thumbnail as a data URL, to show that it is still there. */
  preview: string;
}

/** Reads the photo of a form: the one sent now, else the one kept from before. Nothing that was kept is trusted. */
export async function readFormPhoto(
  file: File | undefined,
  kept: string,
): Promise<{ photo: Photo | undefined; kept: KeptPhoto | undefined; mistake: string | undefined }> {
  const bytes = file ? new Uint8Array(await file.arrayBuffer()) : Buffer.from(kept, 'base64');
  if (bytes.length === 0) return { photo: undefined, kept: undefined, mistake: undefined };
  const result = await readPhoto(bytes);
  if (!result.ok) return { photo: undefined, kept: undefined, mistake: result.mistake };
  const { photo } = result;
  const preview = `data:image/webp;base64,${photo.thumbnail.toString('base64')}`;
  return { photo, kept: { whole: photo.bytes.toString('base64'), preview }, mistake: undefined };
}

/** Files what a form says, photo and all. A photo that cannot be used is a mistake like any other. */
export async function receiveReport(
  context: Context,
  input: { form: ReportForm; file: File | undefined; locale: Locale },
): Promise<FilingResult & { kept: KeptPhoto | undefined }> {
  const { photo, kept, mistake } = await readFormPhoto(input.file, input.form.photoKept);
  if (mistake) return { kind: 'mistakes', mistakes: { photo: mistake }, kept };
  return { ...(await fileReport(context, { form: input.form, photo, locale: input.locale })), kept };
}
