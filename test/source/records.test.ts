import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { chineseText } from './chinese.js'
import { readOne } from './read.js'

describe('JSON Lines', () => {
  it('takes text as it is, ids from _id or id or the place, other keys as fields or metadata', () => {
    const lines = [
      '{"_id": "a1", "title": "河", "text": " 原标题：河\\n责任编辑：张三 ", "date": "2024-05-21", "prefix": "x"}',
      '{"id": 7, "text": "水", "author": ["阿河", "阿水"], "tags": "水, 树", "url": "https://example.com/a", "n": {"k": [1]}}',
      '{"content": "别名", "pubDate": "2024年5月21日 08:00"}',
    ]
    const { articles, problems } = readOne('d/x.jsonl', lines.join('\n'))
    expect(problems).toEqual([])
    expect(articles).toMatchObject([
      { id: 'a1', title: '河', body: ' 原标题：河\n责任编辑：张三 ', date: '2024-05-21', metadata: { prefix: 'x' } },
      {
        id: '7',
        title: '',
        body: '水',
        author: '阿河、阿水',
        tags: ['水', '树'],
        url: 'https://example.com/a',
        metadata: { n: { k: [1] } },
      },
      { id: 'd/x.jsonl:3', body: '别名', date: '2024-05-21T08:00:00+08:00' },
    ])
    expect(articles[1]!.origin).toEqual({
      path: 'd/x.jsonl',
      line: 2,
      start: Buffer.byteLength(lines[0]!) + 1,
      end: Buffer.byteLength(lines.slice(0, 2).join('\n')),
    })
  })
  it('finds the text and the fields whatever case, script or separators their names are written in', () => {
    const records = [
      { Title: '河', Content: '水', publishTime: '2024-05-21' },
      { 標題: '河', 內容: '水', 發布日期: '2024-05-21' },
      { headline: '河', article_body: '水', published_at: '2024-05-21' },
      { title: '河', text: '', desc: '短', answer: '水', createdAt: '2024-05-21' },
      { title: '河', abstract: '水', 'Release Date': '2024-05-21' },
    ]
    const { articles } = readOne('x.jsonl', records.map((record) => JSON.stringify(record)).join('\n'))
    expect(articles.map(({ title, body, date }) => ({ title, body, date }))).toEqual(
      records.map(() => ({ title: '河', body: '水', date: '2024-05-21' })),
    )
  })
  it('joins a text that is a list of paragraphs, and takes no other list for one', () => {
    const poem = { title: '河', author: '阿河', paragraphs: ['水长流，', '山不动。'] }
    expect(readOne('x.jsonl', JSON.stringify(poem)).articles).toMatchObject([
      { body: '水长流，\n山不动。', author: '阿河' },
    ])
    expect(readOne('x.jsonl', '{"content":[1,2],"body":"水"}').articles).toMatchObject([{ body: '水' }])
  })
  it('reads a plain record as one with other fields besides', () => {
    const record = fc.record({
      title: fc.constantFrom('', '河', '<b>河</b> &amp; 水', 'a < b'),
      date: fc.constantFrom(
        '',
        '2024-05-21',
        '2024-05-31',
        '2024-02-30',
        '2023-02-29',
        '2024-05-21T08:30:00',
        '2024-05-31T08:30:00',
        '2024年5月21日',
        '昨天',
      ),
      prefix: fc.constantFrom('', 'x'),
      text: fc.constant('水'),
    })
    fc.assert(
      fc.property(record, (plain) => {
        const read = (value: object) => readOne('x.jsonl', JSON.stringify(value)).articles[0]!
        const { origin: _, metadata, ...fields } = read(plain)
        expect(read({ ...plain, number: 1 })).toMatchObject({ ...fields, metadata: { ...metadata, number: 1 } })
      }),
    )
  })
  it('a day that does not exist is no date, as in front matter, and is kept as it is written', () => {
    for (const date of ['2024-02-30', '2023-02-29', '2024-06-31']) {
      const [record] = readOne('x.jsonl', JSON.stringify({ text: '水', date })).articles
      const [post] = readOne('a.md', `---\ndate: ${date}\n---\n水`).articles
      for (const article of [record, post]) expect(article).toMatchObject({ date: '', metadata: { date } })
    }
    expect(readOne('x.jsonl', '{"text":"水","date":"2024-02-29"}').articles[0]!.date).toBe('2024-02-29')
  })
  it('a broken line costs itself and is named', () => {
    const { articles, problems } = readOne('x.jsonl', '{"text":"一"}\n{"text":\n\n[1]\n"x"\n{"n":1}\n{"text":"二"}')
    expect(articles.map((a) => a.body)).toEqual(['一', '二'])
    expect(problems.map((p) => p.line)).toEqual([2, 4, 5, 6])
    expect(problems.every((p) => p.remedy !== '')).toBe(true)
  })
  it('each line reads as it does alone, whatever stands before it: blank lines, long ones, other records', () => {
    const line = fc.oneof(
      fc.constantFrom('', ' ', '\r', '{"text":', '\ufeff{"text":"标记"}'),
      fc.constantFrom(1, 9_000, 21_000, 65_536, 90_000).map((size) => JSON.stringify({ text: '长'.repeat(size / 3) })),
      fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
    )
    const read = (text: string, startLine: number, startByte: number): unknown[] => [
      ...formatOf('x.jsonl').read(
        { path: 'x.jsonl', bytes: Buffer.from(text), startLine, startByte },
        { clean: false },
      ),
    ]
    fc.assert(
      fc.property(fc.array(line, { maxLength: 24 }), fc.boolean(), (lines, isEnded) => {
        let at = 0
        const alone = lines.flatMap((text, i) => {
          const start = at
          at += Buffer.byteLength(text) + 1
          return read(text, i + 1, start)
        })
        expect(read(lines.join('\n') + (isEnded ? '\n' : ''), 1, 0)).toEqual(alone)
      }),
      { numRuns: 60 },
    )
  })
  it('a part of a file reads as the whole', () => {
    const record = fc.record({
      title: fc.string({ maxLength: 8 }),
      text: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    })
    fc.assert(
      fc.property(fc.array(record, { minLength: 2, maxLength: 12 }), fc.nat(), (records, cut) => {
        const lines = records.map((r) => `${JSON.stringify(r)}\n`)
        const at = cut % lines.length
        const read = (part: string[], startLine: number, startByte: number): unknown[] => [
          ...formatOf('x.jsonl').read(
            { path: 'x.jsonl', bytes: Buffer.from(part.join('')), startLine, startByte },
            { clean: false },
          ),
        ]
        const whole = read(lines, 1, 0)
        const first = lines.slice(0, at)
        expect([...read(first, 1, 0), ...read(lines.slice(at), at + 1, Buffer.byteLength(first.join('')))]).toEqual(
          whole,
        )
      }),
    )
  })
  it('text comes back exactly, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        const [article] = [
          ...formatOf('x.jsonl').read(
            { path: 'x.jsonl', bytes: Buffer.from(JSON.stringify({ text })), startLine: 1, startByte: 0 },
            { clean: false },
          ),
        ]
        expect(article !== undefined && !isProblem(article) && article.body).toBe(text)
      }),
    )
  })
  it('hostile records: deep ones, keys of the prototype, wrong types', () => {
    const deep = `{"text":"深","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    const { articles } = readOne(
      'x.jsonl',
      `${deep}\n{"text":"原","__proto__":{"polluted":1},"tags":${'['.repeat(5000)}${']'.repeat(5000)}}\n{"text":5,"title":"五","date":[],"author":{}}`,
    )
    expect(articles.map((a) => a.body)).toEqual(['深', '原', ''])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
  it('a line of 100 MB neither fails nor hangs', () => {
    const line = Buffer.concat([
      Buffer.from('{"text":"'),
      Buffer.alloc(100_000_000, 0x61),
      Buffer.from('"}\n{"text":"后"}'),
    ])
    const { articles, problems } = readOne('x.jsonl', line)
    expect(articles.at(-1)!.body).toBe('后')
    expect(articles.length + problems.length).toBe(2)
  }, 30_000)
  it('UTF-16 and a byte order mark are read', () => {
    expect(readOne('x.jsonl', '\ufeff{"text":"河"}').articles[0]!.body).toBe('河')
    expect(readOne('x.jsonl', Buffer.from('\ufeff{"text":"河"}\n', 'utf16le')).articles[0]!.body).toBe('河')
  })
  it('GB18030 lines are read, and keep their bytes', () => {
    const lines = [{ text: chineseText(1, 100) }, { text: '短' }].map((r) =>
      iconv.encode(`${JSON.stringify(r)}\n`, 'gb18030'),
    )
    const { articles } = readOne('x.jsonl', Buffer.concat(lines))
    expect(articles.map((a) => a.body)).toEqual([chineseText(1, 100), '短'])
    expect(articles[1]!.origin.start).toBe(lines[0]!.length)
  })
  it('--clean cleans', () => {
    const text = '<p>河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来。</p><p>责任编辑：张三</p>'
    const { articles } = readOne('x.jsonl', JSON.stringify({ title: '河', text }), { clean: true })
    expect(articles[0]!.body).toBe('河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来。')
  })
})

describe('JSON', () => {
  it('a list of records, each with its line and bytes', () => {
    const json = '[\n {"_id":"a","text":"一, ]"},\n {"text":"二\\"{"}\n]'
    const { articles } = readOne('x.json', json)
    expect(articles).toMatchObject([
      { id: 'a', body: '一, ]', origin: { line: 2 } },
      { id: 'x.json:3', body: '二"{', origin: { line: 3 } },
    ])
    expect(Buffer.from(json).subarray(articles[0]!.origin.start, articles[0]!.origin.end).toString()).toBe(
      '{"_id":"a","text":"一, ]"}',
    )
  })
  it('an article that holds lists of comments or images is one article', () => {
    for (const list of [{ comments: [{ text: '评' }, { text: '论' }] }, { images: [{ url: 'a.jpg' }] }]) {
      const { articles, problems } = readOne('x.json', JSON.stringify({ ...list, title: '河', content: '水' }))
      expect(problems).toEqual([])
      expect(articles).toMatchObject([{ id: 'x.json', title: '河', body: '水' }])
    }
  })
  it('finds records at any depth, in lists or under their ids', () => {
    const records = [
      { title: '河', content: '水' },
      { title: '山', content: '石' },
    ]
    for (const value of [{ code: 0, data: { list: records } }, { title: '刊', items: records }, { ...records }])
      expect(readOne('x.json', JSON.stringify(value)).articles.map((a) => a.body)).toEqual(['水', '石'])
  })
  it('a broken element costs itself', () => {
    const { articles, problems } = readOne('x.json', '[{"text":"一"},{"text":oops},{"text":"三"}]')
    expect(articles.map((a) => a.body)).toEqual(['一', '三'])
    expect(problems).toHaveLength(1)
  })
  it('a cut list gives what is whole', () => {
    const { articles, problems } = readOne('x.json', '[{"text":"一"},{"text":"二')
    expect(articles.map((a) => a.body)).toEqual(['一'])
    expect(problems).toMatchObject([{ message: 'not valid JSON (it ends too early)' }])
  })
  it.each([
    ['an object that holds a list', '{"total":2,"articles":[{"text":"一"},{"text":"二"}]}', ['一', '二']],
    ['one record', '{"title":"河","content":"一"}', ['一']],
    ['lines in disguise', '{"text":"一"}\n{"text":"二"}\n', ['一', '二']],
  ])('%s', (_name, json, bodies) => {
    expect(readOne('x.json', json).articles.map((a) => a.body)).toEqual(bodies)
  })
  it('a configuration file is a problem, not an article', () => {
    expect(readOne('package.json', '{"name":"x","version":"1","description":"一"}')).toMatchObject({
      articles: [],
      problems: [{ path: 'package.json' }],
    })
  })
})

describe('tables', () => {
  it.each([
    ['x.csv', 'id,title,text,date\n1,河,"水,\n多",2024-05-21\n2,山,石,\n'],
    ['x.csv', '\ufeffid;Title;Text;date\r\n1;河;"水,\n多";2024-05-21\r\n2;山;石;\r\n'],
    ['x.tsv', 'id\ttitle\ttext\tdate\n1\t河\t"水,\n多"\t2024-05-21\n2\t山\t石\t\n'],
  ])('%s', (path, table) => {
    const { articles, problems } = readOne(path, table)
    expect(problems).toEqual([])
    expect(articles).toMatchObject([
      { id: '1', title: '河', body: '水,\n多', date: '2024-05-21', origin: { line: 2 } },
      { id: '2', title: '山', body: '石', date: '', origin: { line: 4 } },
    ])
  })
  it('without a known column is a problem with its remedy', () => {
    expect(readOne('x.csv', 'a,b\n1,2\n')).toMatchObject({
      articles: [],
      problems: [{ remedy: 'Name the columns in the first row.' }],
    })
  })
})
