import { describe, expect, it } from 'vitest'
import { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } from '../../../src/source/clean/rules/index.js'
import { readOne } from '../read.js'
import { KEPT } from './kept.js'

const FEWEST = 10
const SENTENCES = [
  '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。',
  '后来桥拆了，老人们搬到了镇上，只有水还是从前的水，每年春天涨一次，秋天落一次，没有停过。',
  '船匠每天早上先看云，再看水，最后才看人；他说云是天的脸，水是地的脸，人的脸没有什么好看。',
]
const prose = (n: number): string[] => Array.from({ length: n }, (_, i) => `第${i + 1}天，${SENTENCES[i % 3]!}`)
const fields = '---\ntitle: 河上的三年\ndate: 2024-05-21\nfrom: https://a.example/1\n---\n'
const textOf = (name: string, content: string): string => {
  const [article] = readOne(name, content).articles
  return [article?.body, ...(article?.captions ?? [])].join('\n')
}
const escaped = (line: string): string => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const mirror = (line: string): string =>
  `${fields}\n<div>\n${[...prose(7), line, ...prose(7)].map((text) => `<p>${escaped(text)}</p>`).join('\n')}\n</div>\n`

it('every rule has lines that it must leave alone', () => {
  const rules = [...LINE_RULES.all, ...TAIL_RULES.all, ...HEAD_RULES.all, ...FOOT_RULES.all]
  expect(Object.keys(KEPT).sort()).toEqual(rules.map(({ name }) => name).sort())
  for (const lines of Object.values(KEPT)) expect(new Set(lines).size).toBeGreaterThanOrEqual(FEWEST)
})

describe.each(Object.entries(KEPT))('like the rule "%s"', (_rule, lines) => {
  it.each(lines)('%s stays inside a mirrored post', (line) => {
    expect(textOf('a.md', mirror(line)).split('\n')).toContain(line)
  })
  it.each(lines)('%s stays wherever it stands in a source', (line) => {
    for (const at of [0, 4, 8]) {
      const paragraphs = prose(8)
      paragraphs.splice(at, 0, `\`\`\`\n${line}\n\`\`\``)
      expect(textOf('a.md', `${fields}\n${paragraphs.join('\n\n')}\n`).split('\n')).toContain(line)
    }
    expect(textOf('a.txt', `河上的三年\n\n${[...prose(2), line, ...prose(2)].join('\n\n')}`).split('\n')).toContain(
      line,
    )
  })
})
