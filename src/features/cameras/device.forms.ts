import * as z from 'zod/mini';
import { type FormAction, formAction } from '../../server/form-actions.ts';
import { photoCaption, photoRemoval, sendBack } from './cameras.schema.ts';
import { addCameraPhoto, removeCameraPhoto } from './photos.service.ts';
import { acceptCamera, acceptChange, pauseSharing, resumeSharing, returnCamera } from './sharing.service.ts';

const nothing = z.object({});

/** Every form of a camera's page, by the name in `?do=`. */
export const deviceForms: Readonly<Record<string, FormAction>> = {
  accept: formAction(nothing, acceptCamera),
  'accept-change': formAction(nothing, acceptChange),
  return: formAction(sendBack, returnCamera),
  pause: formAction(nothing, pauseSharing),
  resume: formAction(nothing, resumeSharing),
  photo: formAction(photoCaption, addCameraPhoto),
  'remove-photo': formAction(photoRemoval, removeCameraPhoto),
};
