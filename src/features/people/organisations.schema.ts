import * as z from 'zod/mini';
import { choice, day, email, id, integerField, optionalWords, tick, words } from '../../formats/fields.ts';
import { dismissedAlertDays } from '../../server/retention-settings.ts';

export const organisationKinds = [
  'police-unit',
  'bangkok',
  'pattaya',
  'province-administration',
  'city-municipality',
  'town-municipality',
  'sub-district-municipality',
  'sub-district-administration',
  'province-office',
  'district-office',
  'electricity',
  'highways',
  'business',
  'condominium',
  'school',
  'temple',
  'hospital',
  'research',
  'community-committee',
  'volunteers',
  'oversight-committee',
] as const;

export const membershipRoles = ['partner', 'planner', 'officer', 'supervisor', 'commander'] as const;

/** A choice that may be left at "none", which forms send as the empty string. */
const emptyAsNull = z.pipe(
  z.optional(z.string().check(z.maxLength(100, 'mistakeChoice'))),
  z.transform((text): string | null => text || null),
);
const maybeId = z.pipe(emptyAsNull, z.nullable(id));

/** `area:ID`, `station:ID` or `zone:ID`. */
const territory = z.string('mistakeChoice').check(z.regex(/^(area|station|zone):[0-9a-f-]{36}$/, 'mistakeChoice'));

const organisationFields = {
  kind: choice(organisationKinds),
  nameTh: words(200),
  nameEn: words(200),
  /** Which unit a police organisation is; nobody else has one. */
  policeUnitId: maybeId,
  /** The station whose network it belongs to. */
  networkStationId: maybeId,
  territory: z.pipe(emptyAsNull, z.nullable(territory)),
  isDisabled: tick,
};

export const organisationForm = z.object(organisationFields);
export type OrganisationForm = z.output<typeof organisationForm>;

/** What a list is narrowed to; a kind that there is not narrows nothing. */
export const organisationSearch = z.object({
  words: z.catch(optionalWords(100), ''),
  kind: z.catch(z.optional(choice(organisationKinds)), undefined),
});

/** Whom an administrator looks for. */
export const accountSearch = z.object({ words: optionalWords(100) });

/** From which moment back the audit log is read. */
export const auditPage = z.object({
  before: z.catch(
    z.optional(
      z.pipe(
        z.iso.datetime(),
        z.transform((text) => new Date(text)),
      ),
    ),
    undefined,
  ),
});

const post = { role: choice(membershipRoles), position: optionalWords(200) };

/** Everything that the page of one organisation posts. */
export const organisationPageForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), ...organisationFields }),
  z.object({ intent: z.literal('invite'), email, ...post }),
  z.object({ intent: z.literal('revoke'), invitationId: id }),
  z.object({ intent: z.literal('end'), membershipId: id, lastDay: day }),
]);

export const accountAdministrationForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('disable') }),
  z.object({ intent: z.literal('enable') }),
  z.object({ intent: z.literal('make-administrator') }),
  z.object({ intent: z.literal('unmake-administrator') }),
  z.object({ intent: z.literal('end'), membershipId: id, lastDay: day }),
  z.object({
    intent: z.literal('appoint'),
    organisationId: id,
    ...post,
    isActing: tick,
    firstDay: day,
    /** The membership that this one takes the place of, when somebody is transferred. */
    insteadOf: maybeId,
  }),
]);

export const patrolUnitForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    stationId: id,
    callSign: words(60),
    vehicle: choice(['motorcycle', 'car', 'bicycle', 'foot']),
  }),
  z.object({ intent: z.literal('add-member'), patrolUnitId: id, accountId: id }),
  z.object({ intent: z.literal('end-member'), patrolUnitId: id, accountId: id }),
]);

/** One number to a line: `191 | ตำรวจ | Police`. */
const helpNumbers = z.pipe(
  z.pipe(
    z.string('mistakeRequired').check(z.maxLength(2000, 'mistakeTooLong')),
    z.transform((text) =>
      text
        .split('\n')
        .map((line) => line.split('|').map((part) => part.trim()))
        .filter((parts) => parts.some((part) => part !== ''))
        .map(([number = '', nameTh = '', nameEn = '']) => ({ number, nameTh, nameEn })),
    ),
  ),
  z
    .array(
      z.object({
        number: z.string().check(z.regex(/^[0-9+]{3,15}$/)),
        nameTh: z.string().check(z.minLength(1), z.maxLength(100)),
        nameEn: z.string().check(z.minLength(1), z.maxLength(100)),
      }),
      'mistakeHelpNumbers',
    )
    .check(z.minLength(1, 'mistakeHelpNumbers'), z.maxLength(20, 'mistakeHelpNumbers')),
);

/** Only https, so that nobody is sent to a page that others could change on the way. */
const complaintAddress = z.pipe(
  words(200),
  z
    .string('mistakeRequired')
    .check(z.refine((text) => URL.parse(text)?.protocol === 'https:', 'mistakeComplaintAddress')),
);

export const settingsForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('help'), helpNumbers, complaintAddress }),
  z.object({ intent: z.literal('simulator'), isOn: tick }),
  z.object({
    intent: z.literal('alerts'),
    alertDays: integerField(dismissedAlertDays.fewest, dismissedAlertDays.most),
  }),
]);
