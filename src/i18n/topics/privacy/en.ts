import type { privacy as th } from './th.ts';

export const privacy: Record<keyof typeof th, string> = {
  title: 'Privacy notice',
  intro:
    'We ask for no more than the work needs, keep it no longer than is written here, and neither sell it nor pass it on for trade. This notice follows the Thai Personal Data Protection Act (PDPA).',
  never:
    'We never ask for the national identity number. Looking at the map, flagging a spot and answering a survey need no account.',
  what: 'What, why, and for how long',
  whatLabel: 'What',
  whyLabel: 'Why',
  longLabel: 'For how long',
  account: 'Your account',
  accountWhat: 'What to call you, email, language, password (kept so that it cannot be read back)',
  accountWhy: 'To let you sign in, to count one vote a person, and to send news of what you follow',
  accountLong:
    'Until you delete the account. A sign-in ends by itself within 60 days; emailed codes are deleted within a day',
  report: 'What you report',
  reportWhat:
    'The place, the kind, words, photos (stripped of what the camera wrote into them), and your email if you give it',
  reportWhy: 'To have the spot fixed and to tell you of it. Whoever fixes it does not see who reported it',
  reportLong:
    'Contacts are deleted some time after it is settled; the report itself, without a person, is kept for the figures',
  sensitive: 'Sensitive reports',
  sensitiveWhat: 'Harassment, drugs, gangs, or a complaint about police',
  sensitiveWhy:
    'They reach only the unit that you choose; there is no page and no pin. A complaint about police never reaches that station',
  sensitiveLong: 'As the law sets for the unit that receives it',
  vote: 'Votes and comments',
  voteWhat: 'Whether you have voted, your comments and endorsements',
  voteWhy: 'To keep votes honest and recountable',
  voteLong: 'What ties you to your ballot is destroyed when the vote closes; nobody can tell what you chose',
  look: 'Looks by officials',
  lookWhat: 'Who looked at a person, picture, number plate or camera position, when and why',
  lookWhy: 'So that the use of power can be checked',
  lookLong: 'For good and unalterable; weekly totals are public',
  lookLink: 'See the weekly totals',
  cookies: 'Cookies',
  cookiesWords:
    'Only those that are needed: to know that you are signed in, and that this browser has said “me too” already. None for advertising or tracking, and nothing is loaded from other companies.',
  rights: 'Your rights',
  rightSee: 'Have a copy of your data, at once, from your account page',
  rightCorrect: 'Correct your name and language yourself, at any time',
  rightErase: 'Delete your account yourself; what was counted stays counted, without you',
  rightObject: 'Object, restrict the use, or complain to the Personal Data Protection Committee (PDPC)',
  rightsLink: 'To my account',
  who: 'Who is responsible',
  whoWords:
    "The authority that runs this portal in your zone is the data controller. Its police station or local government office is named on the zone's page.",
};
