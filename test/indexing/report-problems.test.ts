import { describe, expect, it } from 'vitest'
import { createProblemReporter } from '../../src/indexing/scan/report-problems.js'
import type { BuildProblem } from '../../src/indexing/types.js'
import { problem } from '../../src/source/article.js'
import { createLocator, rootsOf } from '../../src/source/roots.js'

describe('createProblemReporter', () => {
  it('tells of a root that cannot be had by its own path, of a file by the path that opens it', () => {
    const told: BuildProblem[] = []
    const tell = createProblemReporter({}, createLocator(rootsOf(['/archive/news'])), told)
    tell(problem('/archive/news', 'PATH_MISSING', {}))
    tell(problem('a.txt', 'PATH_UNFIT', { what: 'unreadable' }))
    expect(told.map(({ path, file }) => [path, file])).toEqual([
      ['/archive/news', '/archive/news'],
      ['a.txt', '/archive/news/a.txt'],
    ])
  })
})
