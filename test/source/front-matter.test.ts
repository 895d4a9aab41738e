import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'

const BODY = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来。'
const read = (header: string, path = 'a.md'): ReturnType<typeof readOne> => readOne(path, `${header}\n${BODY}\n`)
const first = (header: string): ReturnType<typeof readOne>['articles'][number] => read(header).articles[0]!

describe('front matter of the generators', () => {
  it('Hexo: block lists, quotes, a local time', () => {
    const article = first(
      '---\ntitle: \'他说："好"\'\ndate: 2024-05-21 08:30:00\ntags:\n  - 河\n  - 树\ncategories:\n- [自然, 植物]\n- 秋天\n---\n',
    )
    expect(article).toMatchObject({
      title: '他说："好"',
      date: '2024-05-21T08:30:00+08:00',
      tags: ['河', '树'],
      categories: ['自然', '植物', '秋天'],
      body: BODY,
    })
  })
  it('Jekyll: flow lists, from, an instant', () => {
    const article = first(
      '---\nlayout: post\ntitle: "河"\ndate: 2024-05-21T00:32:04.000Z\nfrom: https://example.com/a\ntags: [ 河, 5G, 2024 ]\n---\n',
    )
    expect(article).toMatchObject({
      title: '河',
      date: '2024-05-21T00:32:04Z',
      url: 'https://example.com/a',
      tags: ['河', '5G', '2024'],
      metadata: { layout: 'post' },
    })
  })
  it('Zola and Hugo: TOML', () => {
    const article = first(
      '+++\ntitle = "河"\ndate = 2024-05-21\n[taxonomies]\ntags = ["水", "树"]\n[extra]\nauthor = "阿河"\n+++\n',
    )
    expect(article).toMatchObject({ title: '河', date: '2024-05-21', tags: ['水', '树'], author: '阿河', body: BODY })
  })
  it('Hugo and Hexo: JSON', () => {
    expect(first('{\n "title": "河{1}",\n "tags": ["水"],\n "date": "2024-05-21T08:00:00+08:00"\n}\n')).toMatchObject({
      title: '河{1}',
      tags: ['水'],
      date: '2024-05-21T08:00:00+08:00',
      body: BODY,
    })
    expect(first(';;;\n{"title": "河"}\n;;;\n')).toMatchObject({ title: '河', body: BODY })
  })
  it('Hexo without an opening fence', () => {
    expect(first('title: 河\ndate: 2024-05-21\n---\n')).toMatchObject({ title: '河', date: '2024-05-21', body: BODY })
  })
  it('stands after a byte order mark and blank lines, with any line ends', () => {
    expect(first('\ufeff\n\n---\r\ntitle: 河\r\n---\r\n')).toMatchObject({ title: '河', body: BODY })
  })
  it('is read with the line ends of old Macs', () => {
    const { articles, problems } = read('---\rtitle: 河\rdate: 2024-05-01\rtags:\r- 水\r---\r')
    expect(articles[0]).toMatchObject({ title: '河', date: '2024-05-01', tags: ['水'], body: BODY })
    expect(problems).toEqual([])
  })
  it.each([
    ['tabs', '---\n\ttitle: 河\n\tdate: 2024-01-02\n\ttags:\n\t- 水\n---\n'],
    ['blanks', '---\n\n  title: 河\n  date: 2024-01-02\n  tags:\n    - 水\n---\n'],
    ['TOML', '+++\n\ttitle = "河"\n\tdate = 2024-01-02\n\ttags = ["水"]\n+++\n'],
  ])('is read where all keys are indented: %s', (_name, header) => {
    const { articles, problems } = read(header)
    expect(articles[0]).toMatchObject({ title: '河', date: '2024-01-02', tags: ['水'], body: BODY })
    expect(problems).toEqual([])
  })
  it('keeps numbers as they are written', () => {
    expect(first('---\ntitle: 007\nauthor: 12:30\n---\n')).toMatchObject({ title: '007', author: '12:30' })
  })
  it('decodes entities in titles, escaped once or twice', () => {
    expect(first('---\ntitle: 茶 &amp;amp; 水 &ldquo;好&rdquo;\n---\n').title).toBe('茶 & 水 “好”')
  })
  it('reads an English alias and keeps the rest as metadata', () => {
    const article = first('---\nTitle: 河\nPubDate: 2024-05-21\nkeywords: 水, 树\nsource: 某报\nweight: 3\n---\n')
    expect(article).toMatchObject({
      title: '河',
      date: '2024-05-21',
      tags: ['水', '树'],
      url: '',
      metadata: { source: '某报', weight: 3 },
    })
  })
  it('a rule in Markdown is no front matter', () => {
    const { articles } = readOne('a.md', `---\n\n${BODY}\n\n---\n\n再见。\n`)
    expect(articles[0]!.body).toBe(`${BODY}\n再见。`)
  })
})

describe('broken front matter', () => {
  it.each([
    ['a stray quote', '---\ntitle: "他说"好""\nauthor: 阿河\n---\n', { title: '他说"好"', author: '阿河' }],
    [
      'a colon in a title',
      '---\ntitle: 重磅: 河: 涨了\nauthor: 阿河\n---\n',
      { title: '重磅: 河: 涨了', author: '阿河' },
    ],
    ['tabs', '---\ntitle: 河\ntags:\n\t- 水\n\t- 树\n---\n', { title: '河', tags: ['水', '树'] }],
    ['a repeated key', '---\ntitle: 河\ntitle: 海\n---\n', { title: '河' }],
    ['an unclosed list', '---\ntitle: 河\ntags: [水, 树\n---\n', { title: '河' }],
  ])('%s: what can be read is, the body is kept, the file is reported', (_name, header, fields) => {
    const { articles, problems } = read(header)
    expect(articles[0]).toMatchObject({ ...fields, body: BODY })
    expect(problems).toHaveLength(1)
    expect(problems[0]!.line).toBeGreaterThan(0)
  })
  it('keys of which only some are indented by tabs are reported, and title nothing', () => {
    const { articles, problems } = read('---\n\ttitle: 河\nauthor: 阿河\n\tdate: [2024\n---\n')
    expect(articles[0]).toMatchObject({ title: '河', author: '阿河', body: BODY })
    expect(problems).toHaveLength(1)
  })
  it('indented by tabs and without a closing fence are read, and reported', () => {
    const { articles, problems } = read('---\n\ttitle: 河\n\tauthor: 阿河\n\n')
    expect(articles[0]).toMatchObject({ title: '河', author: '阿河', body: BODY })
    expect(problems[0]!.message).toMatch(/no closing fence/)
  })
  it('a missing closing fence costs nothing', () => {
    const { articles, problems } = read('---\ntitle: 河\nauthor: 阿河\n\n')
    expect(articles[0]).toMatchObject({ title: '河', author: '阿河', body: BODY })
    expect(problems[0]!.message).toMatch(/no closing fence/)
  })
})

describe('hostile front matter', () => {
  const flag = globalThis as { ranByArticle?: boolean }
  it.each([
    ['---js\n{title: (globalThis.ranByArticle = true, "河")}\n---\n'],
    ['---javascript\nglobalThis.ranByArticle = true\n---\n'],
    ['---coffee\nglobalThis.ranByArticle = true\n---\n'],
    ['---\ntitle: !!js/function "function(){ globalThis.ranByArticle = true }"\n---\n'],
    ['---\ntitle: 河\nx: !!js/regexp /a/\n---\n'],
    ['---\n---js\nglobalThis.ranByArticle = true\n---\n---\n'],
  ])('nothing runs in %j, and the body is kept', (header) => {
    const { articles } = read(header)
    expect(flag.ranByArticle).toBeUndefined()
    expect(articles[0]!.body).toContain(BODY)
    expect(JSON.stringify(articles)).not.toContain('function(')
  })
  it('a billion laughs stay small', async () => {
    const reading = (levels: number) => {
      const lines = ['a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]']
      for (let i = 1; i < levels; i++)
        lines.push(
          `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(', ')}]`,
        )
      return () => read(`---\ntitle: 河\n${lines.join('\n')}\n---\n`)
    }
    // Each level that is written out takes nine times as long as the one before.
    await expectLinear(reading, 8, 8)
    const { articles } = reading(10)()
    expect(articles[0]!.title).toBe('河')
    expect(JSON.stringify(articles[0]!.metadata).length).toBeLessThan(20_000)
  })
  it('a megabyte of front matter is salvaged, bounded and reported', () => {
    const { articles, problems } = read(`---\ntitle: 河\nx: ${'长'.repeat(200_000)}\n---\n`)
    expect(articles[0]).toMatchObject({ title: '河', body: BODY })
    expect(problems[0]!.message).toMatch(/over 64 KiB/)
  })
  it('deep nesting is a complaint, no overflow', () => {
    const { articles, problems } = read(`---\ntitle: 河\nx: ${'['.repeat(30_000)}\n---\n`)
    expect(articles[0]).toMatchObject({ title: '河', body: BODY })
    expect(problems).toHaveLength(1)
  })
  it('blank lines take time that grows with their number alone', async () => {
    await expectLinear(
      (lines) => {
        const text = `---\ntitle: 河\n${'\n'.repeat(lines)}\nauthor: 阿河\n---\n`
        return () => expect(first(text)).toMatchObject({ author: '阿河' })
      },
      60_000,
      60_000,
    )
  })
  it.each([
    '---\ntitle: 河\nx: |\n  水\n---水很高。\nauthor: 阿河\n---\n',
    '+++\ntitle = "河"\nx = """\n+++水很高。\n"""\nauthor = "阿河"\n+++\n',
  ])('fields after a line that begins as a fence are kept: %j', (header) => {
    expect(first(header)).toMatchObject({ title: '河', author: '阿河', body: BODY })
  })
  it('a key named __proto__ changes nothing', () => {
    const article = first('---\ntitle: 河\n__proto__: {polluted: true}\nconstructor: 1\n---\n')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(article.title).toBe('河')
  })
  it('anything between fences is read without throwing, and the body stays', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (junk) => {
        const header = junk.replace(/^(?:---|\+\+\+|\.\.\.)\s*$/gm, '')
        const { articles } = readOne('a.md', `---\ntitle: 河\n${header}\n---\n${BODY}\n`)
        expect(articles[0]?.body).toContain('孩子们把叶子夹进书里')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a date in the name of a file', () => {
  const dateOf = (path: string, text: string): string => readOne(path, text).articles[0]!.date

  it('is that of a post which names none', () => {
    expect(dateOf('_posts/2024-05-21-river.md', '---\ntitle: 河\n---\n水很高。')).toBe('2024-05-21')
    expect(dateOf('2024-05-21.md', '水很高。')).toBe('2024-05-21')
  })
  it('gives way to what the post says, and must be a day', () => {
    expect(dateOf('2024-05-21-river.md', '---\ndate: 2023-01-02\n---\n水很高。')).toBe('2023-01-02')
    expect(dateOf('2024-02-30-river.md', '水很高。')).toBe('')
    expect(dateOf('2024-05-21/river.md', '水很高。')).toBe('')
    expect(dateOf('2024-05-212.md', '水很高。')).toBe('')
  })
})
