import { createHash, randomBytes } from 'node:crypto';
import { v7, validate } from 'uuid';

/** A new id: uuid v7, so that rows of one time lie together in an index. */
export const newId = (): string => v7();

/** Whether the text has the form of an id; anything else names nothing. */
export const isId = (text: string): boolean => validate(text);

/** An unguessable secret for links and codes: 192 bits, safe in a URL. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** What is stored of a secret: enough to recognise it, nothing to use it with. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
