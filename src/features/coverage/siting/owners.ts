/** Owners whose poles and cameras belong to the public: nobody else has to be asked. */
const publicOwners: ReadonlySet<string> = new Set([
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
]);

/** Whether an owner, by its kind of organisation, is a public body. */
export function isPublicOwner(kind: string): boolean {
  return publicOwners.has(kind);
}
