import { expect, it } from 'vitest'
import { createAnalyzer } from '../../src/text/analysis/analysis.js'
import { MAX_COMPOUND_TOKENS, MAX_COMPOUND_UNITS } from '../../src/text/analysis/compounds.js'
import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { compoundsOf } from './support.js'

const analyzer = createAnalyzer(createBigramTokenizer())

it.each([
  ['COVID-19疫情', ['covid-19']],
  ['圆周率3.14，约', ['3.14']],
  ['增长10%。下降５％', ['10%', '5%']],
  ['9：30到12:30', ['9:30', '12:30']],
  ['升级到v1.2.3。', ['v1.2.3']],
  ['写信给a.b-c@mail.example.cn。', ['a.b-c@mail.example.cn']],
  ['见https://example.com/a/b?x=1&y=2#z（链接）', ['https://example.com/a/b?x=1&y=2#z']],
  ['用C++、C#和C++11', ['c++', 'c#', 'c++11']],
  ['气温-5℃', ['-5℃']],
  ['共1,000人', ['1,000']],
  ['AT&T和R&D', ['at&t', 'r&d']],
  ["don't", ["don't"]],
  ['2024-05-21', ['2024-05-21']],
  ['￥100与$5', ['¥100', '$5']],
])('finds the compounds of %s', (text, compounds) => {
  expect(compoundsOf(analyzer, text)).toEqual(compounds)
})

it.each(['2024年5月21日', '5G手机', 'iPhone15', '2023，2024', 'a - b', '中-英', 'GO变量', 'end.', '-', 'A：B', '“A”'])(
  'finds none in %s',
  (text) => {
    expect(compoundsOf(analyzer, text)).toEqual([])
  },
)

it('ends a compound that grows without end', () => {
  const found = compoundsOf(analyzer, 'a-'.repeat(1000))
  expect(found.length).toBeGreaterThan(10)
  expect(Math.max(...found.map((compound) => compound.length))).toBeLessThanOrEqual(MAX_COMPOUND_TOKENS)
  const long = compoundsOf(analyzer, 'abcdefghi-'.repeat(100))
  expect(Math.max(...long.map((compound) => compound.length))).toBeLessThanOrEqual(MAX_COMPOUND_UNITS)
})
