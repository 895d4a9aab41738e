/**
 * The arrows of the architecture. Data runs source -> text -> segment -> commit -> indexing on the way in, and
 * query -> search -> snippet -> library -> cli | tui on the way out.
 */
const step = (name, may) => ({
  name: `${name}-arrows`,
  comment: `${name}/ may import only: ${may.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...may].join('|')})(/|\\.ts$)` },
})

/** Packages that the build takes into scripts and the page, or that a user installs besides: an installation has none of them. */
const bundled =
  'node_modules/(hono|@hono/node-server|@modelcontextprotocol/server|preact|ink|@inkjs/ui|react|@types/react|flexsearch|string-width|postal-mime|mammoth|unpdf|ws)/'

const search = ['text', 'query', 'segment', 'search', 'errors']
const disk = ['text', 'store', 'segment', 'commit', 'analyzers', 'errors']

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: bundled },
    },
    step('messages', ['text', 'errors']),
    step('text', ['errors']),
    step('store', ['errors']),
    step('settings', ['errors']),
    step('query', ['text', 'errors']),
    step('source', ['text', 'errors']),
    step('segment', ['store', 'text', 'errors']),
    step('search', ['query', 'segment', 'text', 'errors']),
    step('snippet', ['text', 'errors']),
    step('expand', ['text', 'query', 'segment', 'errors']),
    step('similar', search),
    step('analyzers', ['text', 'errors']),
    step('commit', ['source', 'store', 'segment', 'text', 'errors']),
    step('cluster', ['store', ...search]),
    step('indexing', ['source', 'cluster', 'search', 'query', ...disk]),
    step('reading', ['snippet', 'store', ...search]),
    step('library', ['source', 'snippet', 'reading', 'expand', 'similar', 'cluster', 'indexing', ...search, ...disk]),
    step('endpoint', ['store', 'segment', 'errors']),
    step('measure', ['source', 'indexing', 'library', 'search', ...disk]),
    step('rerank', ['endpoint', 'library/types', 'search', 'errors']),
    step('embed', ['endpoint', 'library', ...disk]),
    step('mcp', ['text', 'library', 'messages', 'errors']),
    step('server', ['text', 'library', 'mcp', 'messages', 'errors']),
    step('export', ['text', 'segment', 'search', 'store', 'commit', 'source', 'errors']),
    step('browser', ['export/format', 'reading', 'snippet', 'store', ...search]),
    step('web', ['text', 'browser', 'messages']),
    step('cli', [
      'text',
      'indexing',
      'library',
      'measure',
      'endpoint',
      'rerank',
      'embed',
      'search/scoring/convex',
      'analyzers',
      'commit',
      'store',
      'settings',
      'tui',
      'mcp',
      'server',
      'export',
      'messages',
      'errors',
    ]),
    step('tui', ['text', 'library', 'settings', 'messages', 'errors']),
    {
      name: 'pure-rooms',
      comment: 'these rooms, and the reading half of segment, run anywhere: they import nothing of Node',
      severity: 'error',
      from: {
        path: '^src/(text|query|search|snippet|expand|similar|browser|export/format)/|^src/segment/(reader|.*/reader|.*/codec)\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-edge-knows-the-door',
      severity: 'error',
      from: { path: '^src/(?!index\\.ts)' },
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
