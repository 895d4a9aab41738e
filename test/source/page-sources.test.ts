import { describe, expect, it } from 'vitest'
import { sourcesOfPages, stemOf } from '../../src/source/choose/page-sources.js'

const sourceOf = (page: string, ...others: string[]): string | undefined =>
  sourcesOfPages([page, ...others].sort().map((path) => ({ path }))).get(page)?.path

describe('the file that a page may have been generated from', () => {
  it.each([
    ['渡口.html', '渡口.md'],
    ['a/Ferry.HTML', 'a/ferry.qmd'],
    ['notes/ferry.html', 'notes/ferry.org'],
    ['lab/ferry.html', 'lab/ferry.ipynb'],
    ['a/ferry/index.html', 'a/ferry.md'],
    ['a/ferry/index.html', 'a/ferry/index.md'],
    ['a/index.html', 'a/README.md'],
    ['out/2024/05/21/ferry/index.html', 'posts/ferry.md'],
    ['out/2024/05/21/ferry.html', 'posts/2024-05-21-ferry.md'],
    ['out/ferry/index.html', 'posts/2024/2024-05-21-ferry/index.md'],
  ])('%s: %s', (page, source) => {
    expect(sourceOf(page, source, 'posts/other.md')).toBe(source)
  })

  it('is the nearest of several', () => {
    expect(sourceOf('a/ferry.html', 'a/ferry.md', 'b/ferry.md')).toBe('a/ferry.md')
    expect(sourceOf('out/zh/ferry.html', 'src/en/ferry.md', 'src/zh/ferry.md')).toBe('src/zh/ferry.md')
    expect(sourceOf('a/ferry.html', 'a/ferry.ipynb', 'a/ferry.md')).toBe('a/ferry.ipynb')
  })

  it.each([
    ['of no name', 'index.html', 'a/index.md'],
    ['of another name', 'ferry.html', 'bridge.md'],
    ['that is a page itself', 'a/ferry.html', 'b/ferry.html'],
    ['that is text', 'ferry.html', 'ferry.txt'],
  ])('is none %s', (_name, page, other) => {
    expect(sourceOf(page, other)).toBeUndefined()
  })

  it('is unknown where several folders hold one', () => {
    expect(sourceOf('out/ferry.html', 'a/ferry.md', 'b/ferry.md')).toBeUndefined()
  })

  it('is called by its day alone where it has no other name', () => {
    expect(stemOf('notes/2024-05-21.md')).toBe('2024-05-21')
  })
})
