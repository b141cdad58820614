/** What a camera's picture must be good for, as coverage is worked out; the first counts where nothing is asked. */
export const purposes = [
  'detect',
  'outline',
  'observe',
  'discern',
  'recognise',
  'identify',
  'plate-slow',
  'plate-moving',
] as const;

/** Which cameras count: those that are linked to the command room, or all, as if every owner shared. */
export const scopes = ['linked', 'all'] as const;

/** Which coverage the map shows. */
export interface CoverFilter {
  purpose: (typeof purposes)[number];
  scope: (typeof scopes)[number];
}

export const firstCover: CoverFilter = { purpose: 'detect', scope: 'linked' };

/** Reads the names; anything else is the first of each. */
export function readCover(query: URLSearchParams): CoverFilter {
  return {
    purpose: purposes.find((name) => name === query.get('purpose')) ?? firstCover.purpose,
    scope: scopes.find((name) => name === query.get('scope')) ?? firstCover.scope,
  };
}

/** The filter as the page's address and the tiles take it; nothing where nothing differs from the first. */
export function coverQuery({ purpose, scope }: CoverFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (purpose !== firstCover.purpose) query.set('purpose', purpose);
  if (scope !== firstCover.scope) query.set('scope', scope);
  return query;
}
