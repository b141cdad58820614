const topics = 'zones|people|reports|proposals|projects|cameras|sos-posts|incidents|alerts|basemap|publicity|channels';
const composers = 'map|imports|device-intake|command-room|coverage|risk|evaluation|notifications|open-data';

/** @param {string} name @param {string} from @param {string} to @param {object} [more] */
const never = (name, from, to, more = {}) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: to, ...more },
});

/** The walls between the rooms: pages → features → {server, ui, db, formats} → compute, and never back. */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { pathNot: 'node_modules' }, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    never('compute-is-pure', '^src/compute', '^(src/(?!compute)|db)|^(node:|kysely|maplibre-gl|pg$)'),
    never('formats-stand-alone', '^src/formats', '^(src/(?!compute|formats)|db)'),
    never('db-knows-compute-only', '^db/(?!seed)', '^src/(?!compute)'),
    never('server-knows-no-feature', '^src/server/(?!main\\.ts|router\\.ts|job-handlers\\.ts)', '^src/(features|pages|layouts|cli)'),
    never('ui-knows-compute-and-words', '^src/ui', '^(src/(?!compute|i18n|ui)|db)'),
    never('features-below-pages', '^src/features', '^src/(pages|layouts|cli)'),
    never('topic-knows-no-other-topic', `^src/features/(${topics})/`, '^src/features/', { pathNot: '^src/features/$1/' }),
    never('composer-knows-no-other-composer', `^src/features/(${composers})/`, `^src/features/(${composers})/`, { pathNot: '^src/features/$1/' }),
    never('router-does-not-skip', '\\.router\\.ts$', '\\.queries\\.ts$'),
    never('pages-do-not-skip', '^src/(pages|layouts)', '\\.queries\\.ts$|^db/'),
    never('maplibre-in-its-room', '^(src|db)/(?!ui/map)', '^node_modules/maplibre-gl'),
    never('lucia-in-its-file', '^src/(?!server/session\\.ts)', '^node_modules/lucia/'),
    never('engine-known-by-client-only', '^(src|db/(?!client))', '^node_modules/@electric-sql'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.astro)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
