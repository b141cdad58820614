import type { notifications as th } from './th.ts';

export const notifications: Record<keyof typeof th, string> = {
  newsTitle: 'There is news about something you follow',
  ownNews:
    'There is news about something that you sent us. You can see it by this private link:\n{link}\n\nWhoever has the link can open it, so please do not pass it on. To stop these emails, open it and press "Stop emails".\nIn an emergency call 191.',
  followedNews: 'There is news about {number}, which you follow:\n{link}\n\nIn an emergency call 191.',
  publicNews: 'There is news about “{title}”, which you took part in:\n{link}\n\nIn an emergency call 191.',
};
