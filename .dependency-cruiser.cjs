/**
 * The arrows of the architecture. A room may import the rooms below it that its row names, and no other; what `fronts/`
 * consists of has rows of its own.
 */
const libraryDoor = '^src/fronts/cli/commands/library-door\\.ts$' // An edge, as src/index.ts.

const step = (name, may) => ({
  name: `${name}-arrows`,
  comment: `${name}/ may import only: ${may.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: libraryDoor },
  to: { path: '^src/', pathNot: `^src/(${[name, ...may].join('|')})/` },
})

/** Packages that the build takes into scripts and the page, or that a user installs besides: an installation has none of them. */
const bundled =
  'node_modules/(hono|@hono/node-server|@modelcontextprotocol/server|preact|ink|react|@types/react|flexsearch|string-width|postal-mime|mammoth|unpdf|ws)/'

const engine = ['search', 'storage', 'query', 'text', 'base']
const library = ['library', 'indexing', 'source', ...engine]

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: bundled },
    },
    step('base', []),
    step('text', ['base']),
    step('query', ['text', 'base']),
    step('source', ['text', 'base']),
    step('storage', ['source', 'text', 'base']),
    step('search', ['storage', 'query', 'text', 'base']),
    step('cluster', engine),
    step('static', ['source', ...engine]),
    step('indexing', ['source', 'cluster', ...engine]),
    step('library', ['indexing', 'cluster', 'source', ...engine]),
    {
      name: 'nothing-needs-the-engine',
      comment: 'library/engine/ is a door: it imports the library, and nothing of src imports it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/library/engine/' },
      to: { path: '^src/library/engine/' },
    },
    step('optional', library),
    step('fronts/messages', ['text', 'base']),
    step('fronts/settings', ['base']),
    step('fronts/page', ['fronts/messages', 'static/browser', 'text', 'base']),
    step('fronts/element', ['fronts/messages', 'fronts/page', 'static/browser', 'text', 'base']),
    step('fronts/mcp', ['fronts/messages', 'library', 'text', 'base']),
    step('fronts/server', ['fronts/messages', 'fronts/mcp', 'library', 'text', 'base']),
    step('fronts/tui', ['fronts/messages', 'fronts/settings', 'library', 'text', 'base']),
    step('fronts/cli', ['fronts', 'optional', 'static/export', ...library]),
    step('storage/store', ['base']),
    step('storage/segment', ['storage/store', 'text', 'base']),
    {
      name: 'pure-rooms',
      comment: 'these rooms, and the reading half of segment, run anywhere: they import nothing of Node',
      severity: 'error',
      from: {
        path: '^src/(base/(?!system)|text/(?!analyzers)|query|search/(?!reading)|static/(browser|export/format))|^src/storage/segment/(reader|.*/reader|.*/codec)\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-edge-knows-the-door',
      severity: 'error',
      from: { path: '^src/(?!index\\.ts)', pathNot: libraryDoor },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
