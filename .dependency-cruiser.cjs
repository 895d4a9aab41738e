/** The arrows of the architecture: data runs source -> text -> segment -> search -> snippet -> engine -> cli | tui. */
const step = (name, may) => ({
  name: `${name}-arrows`,
  comment: `${name}/ may import only: ${may.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...may].join('|')})(/|\\.ts$)` },
})


module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-orphan-packages', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] } },
    step('source', ['text', 'errors']),
    step('text', ['errors']),
    step('store', ['errors']),
    step('segment', ['store', 'text', 'errors']),
    step('query', ['text', 'errors']),
    step('search', ['query', 'segment', 'text', 'errors']),
    step('snippet', ['text', 'errors']),
    step('expand', ['text', 'query', 'segment', 'errors']),
    step('similar', ['text', 'segment', 'errors']),
    step('cluster', ['text', 'store', 'segment', 'query', 'search', 'errors']),
    step('engine', ['source', 'text', 'store', 'segment', 'query', 'search', 'snippet', 'expand', 'similar', 'cluster', 'errors']),
    step('cli', ['engine', 'tui', 'errors']),
    step('tui', ['engine', 'errors']),
    {
      name: 'pure-rooms',
      comment: 'text, query, search, snippet and the reading half of segment run anywhere: no Node',
      severity: 'error',
      from: { path: '^src/(text|query|search|snippet|expand|similar)/|^src/segment/(reader|.*/reader|.*/codec)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-edge-knows-the-door',
      severity: 'error',
      from: { path: '^src/(?!index\\.ts)' },
      to: { path: '^src/index\\.ts$' },
    },
    { name: 'product-never-imports-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
