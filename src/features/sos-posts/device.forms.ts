import { type FormAction, formAction } from '../../server/form-actions.ts';
import { addPostPhoto, removePostPhoto } from './photos.service.ts';
import { photoCaption, photoRemoval } from './sos-posts.schema.ts';

/** Every form of a post's page, by the name in `?do=`. */
export const deviceForms: Readonly<Record<string, FormAction>> = {
  photo: formAction(photoCaption, addPostPhoto),
  'remove-photo': formAction(photoRemoval, removePostPhoto),
};
