import { describe, expect, it } from 'vitest'
import { parseHtml, parseXml } from '../../src/source/html/parse.js'
import { LIMITS } from '../../src/source/limits.js'
import { readOne } from './read.js'

const PROSE = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来。'
const levels = 20_000

interface Node {
  readonly children?: readonly Node[]
}

/** Level by level: no recursion. */
function depthOf(tree: ReturnType<typeof parseHtml>): number {
  let level: readonly Node[] = [tree.root()[0]!] as readonly unknown[] as readonly Node[]
  for (let depth = 0; ; depth++) {
    level = level.flatMap(({ children }) => children ?? [])
    if (level.length === 0) return depth
  }
}

describe('the depth of a tree is bounded where the parser meets the tags', () => {
  it.each([
    ['elements', '<div>'],
    ['elements beside tags that close nothing', '<div></x>'],
    ['elements whose attributes look like tags', '<div title="</div>">'],
    ['elements beside comments', '<div><!-- </div> -->'],
    ['paragraphs in items', '<p><li>'],
    ['paragraphs in cells', '<td><p><dd>'],
    ['foreign elements', '<svg><title>'],
  ])('%s', (_name, piece) => {
    const html = `${piece.repeat(levels)}${PROSE}`
    expect(depthOf(parseHtml(html))).toBeLessThanOrEqual(LIMITS.nesting + 10)
    expect(depthOf(parseXml(html))).toBeLessThanOrEqual(LIMITS.nesting + 10)
    expect(readOne('a.html', `<main>${PROSE}${html}</main>`).articles[0]!.body).toContain(PROSE)
  })
  it('elements beyond it lose their tags, and those behind them stand where they stood', () => {
    const [open, close] = ['<div>'.repeat(levels), '</div>'.repeat(levels)]
    const tree = parseHtml(`<body>${open}里${close}<p id="next">外</p></body>`)
    expect(tree('#next').parent().is('body')).toBe(true)
    expect(tree('body').children('div').length).toBe(1)
  })
  it('paragraphs and cells at it stay apart', () => {
    const body = readOne('a.html', `${'<div>'.repeat(levels)}<p>一</p><p>二<p>三${'</div>'.repeat(levels)}`)
      .articles[0]!.body
    expect(body).toBe('一\n二\n三')
  })
})

describe('front matter nests as deeply as the limit says, on any stack', () => {
  const complaint = (text: string): string | undefined => readOne('a.md', `${text}\n\n${PROSE}`).problems[0]?.message
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
  it.each([
    ['YAML lists in a line', (depth: number) => `---\na: ${nested(depth)}\n---`],
    ['YAML lists of lists', (depth: number) => `---\na:\n ${'- '.repeat(depth)}x\n---`],
    ['TOML lists', (depth: number) => `+++\na = ${nested(depth)}\n+++`],
  ])('%s', (_name, write) => {
    expect(complaint(write(LIMITS.fieldDepth - 4))).toBeUndefined()
    for (const depth of [LIMITS.fieldDepth + 4, 500, 5000]) {
      expect(complaint(write(depth))).toMatch(/nested more than 64 deep|not valid TOML/)
    }
  })
})
