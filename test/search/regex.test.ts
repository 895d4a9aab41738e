import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { parseQuery, printQuery, type QueryNode } from '../../src/query/index.js'
import { requiredStrings } from '../../src/search/matching/regex.js'

const texts = [
  '托卡耶夫访问北京。\n2023年增长5%，FIFA 发言。',
  '托科夫与托卡夫见面；\n第三季度下降。',
  '臺灣的 File/path 与 １２３。',
  '旧桥\n新桥\n\n旧 桥',
]

async function indexOf(bodies: readonly string[]): Promise<Index> {
  const index = await createIndex(':memory:')
  await index.add(bodies.map((text, i) => ({ id: `${i}`, text })))
  await index.commit()
  return index
}

const found = async (index: Index, query: string): Promise<readonly string[]> =>
  (await index.search(query, { limit: 100 })).hits.map(({ id }) => id).sort()

it('matches lines of the original text', async () => {
  const index = await indexOf(texts)
  expect(await found(index, '/托[卡科]夫/')).toEqual(['1'])
  expect(await found(index, '/托.{1,2}夫/')).toEqual(['0', '1'])
  expect(await found(index, '/^新桥$/')).toEqual(['3'])
  expect(await found(index, '/旧桥.新桥/')).toEqual([])
  expect(await found(index, '/[A-Z]{4}/')).toEqual(['0'])
  expect(await found(index, '/fifa/')).toEqual([])
  expect(await found(index, '/台湾/')).toEqual([])
  expect(await found(index, '/臺灣/')).toEqual(['2'])
  expect(await found(index, '/File\\/path/')).toEqual(['2'])
  expect(await found(index, '/托/ -/季度/ 北京')).toEqual(['0'])
  expect(await found(index, '/旧桥/ | /增长\\d/')).toEqual(['0', '3'])
  expect(await found(index, 'title:/桥/')).toEqual([])
  await index.close()
})

it('marks and lists what matches', async () => {
  const index = await indexOf(texts)
  const [hit] = (await index.search('/第[一二三]季度/')).hits
  expect(hit!.snippet.highlights.map(([a, b]) => hit!.snippet.text.slice(a, b))).toEqual(['第三季度'])
  const lines = []
  for await (const { match } of index.kwic!('/托[卡科]/')) lines.push(match)
  expect(lines).toEqual(['托卡', '托科', '托卡'])
  await index.close()
})

it('is a part only from slash to slash, and is printed as it was written', () => {
  for (const query of ['/usr/bin', 'a/b/c', '/', '//', 'x /y'])
    expect(JSON.stringify(parseQuery(query)), query).not.toContain('regex')
  for (const query of ['/托[卡科]夫/', 'title:/a b|c\\/d/^2', '-/x/ /y/', '(/x/ | y)']) {
    const node = parseQuery(query)!
    expect(JSON.stringify(node)).toContain('"regex"')
    expect(withoutSpans(parseQuery(printQuery(node)))).toEqual(withoutSpans(node))
  }
})

const withoutSpans = (node: QueryNode | undefined): unknown =>
  JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'span' ? undefined : value)))

it('refuses what is no expression, and what is too long', async () => {
  const index = await indexOf(texts)
  await expect(index.search('/托(/')).rejects.toMatchObject({ reason: 'REGEX', parameters: { what: 'invalid' } })
  await expect(index.search('/(?=a)/')).rejects.toMatchObject({ reason: 'REGEX' })
  await expect(index.search(`/${'a'.repeat(1001)}/`)).rejects.toMatchObject({ parameters: { what: 'long' } })
  await index.close()
})

it('ends on patterns that take other engines for ever', async () => {
  const index = await indexOf(['a'.repeat(20_000)])
  expect(await found(index, '/^(a+)+b|(a|aa)*c$/')).toEqual([])
  await index.close()
})

const letter = fc.constantFrom('托', '卡', '夫', '桥', 'a', 'b', '1')
const atom = fc.oneof(
  { weight: 4, arbitrary: letter },
  fc.constantFrom('.', '\\d', '[^托]', '[托卡]', '[a-c]', '^', '$', '\\.', '\\w'),
)
const { pattern } = fc.letrec<{ pattern: string; branch: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2 },
    atom,
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  branch: fc
    .array(fc.tuple(tie('part'), fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,1}', '{1,2}?')), {
      maxLength: 4,
    })
    .map((parts) => parts.map(([part, times]) => (/^[\^$]$/.test(part) ? part : part + times)).join('')),
  pattern: fc.array(tie('branch'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
}))
const text = fc
  .array(fc.oneof(letter, fc.constantFrom('。', '\n')), { maxLength: 12 })
  .map((units) => `始${units.join('')}`)

it('finds what a plain scan of all lines finds', async () => {
  await fc.assert(
    fc.asyncProperty(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), async (source, bodies) => {
      fc.pre(source !== '')
      const index = await indexOf(bodies)
      const plain = new RegExp(source, 'u')
      const stored = await Promise.all(bodies.map((_, i) => index.get(`${i}`)))
      const wanted = stored.flatMap((one) => (one?.body.split('\n').some((line) => plain.test(line)) ? [one.id] : []))
      expect(await found(index, `/${source}/`)).toEqual(wanted.sort())
      await index.close()
    }),
    { numRuns: 150 },
  )
})

it('requires no string that a match may lack', () => {
  expect(requiredStrings('托(?:卡|科)夫.*增长')).toMatchObject({
    kind: 'and',
    operands: [{ kind: 'or' }, { text: '增长' }],
  })
  for (const free of ['a*', 'a?', '(?i)abc', '\\Qa+\\E', 'a|', '.', '[^a]', '\\x61', 'a{0,3}'])
    expect(requiredStrings(free), free).toBeUndefined()
})
