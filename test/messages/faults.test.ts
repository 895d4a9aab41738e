import { describe, expect, it } from 'vitest'
import { faultOf, XunzhangError } from '../../src/base/errors.js'
import { english } from '../../src/base/sentences/index.js'
import { lineOf, sentenceOf } from '../../src/base/fault.js'
import type { Fault, Phrasing, Reason } from '../../src/base/fault.js'
import { chinese } from '../../src/fronts/messages/zh/errors.js'

/** Something for each parameter that a sentence may take, by its name. */
const common = {
  ...{ all: 3, at: 8192, column: 7, count: 2, documents: 4, expected: 5, file: 6, files: 1, found: 9, max: 9, min: 1 },
  ...{ articles: 12, arrived: 1, arrivals: 2, gone: 1, removals: 1, repeated: 2, since: '12:00', until: '12:30' },
  ...{
    version: '1.2',
    missing: 2,
    more: 2,
    most: 64,
    nodes: 1,
    page: 3,
    pid: 42,
    replicas: 2,
    seconds: 10,
    shards: 6,
    size: 80,
  },
  ...{ status: 503, wanted: 3, isCut: false, isClean: true, isElsewhere: false, isLeast: true, mayPass: true },
  ...{
    address: 'opensearch://h/c',
    by: 'day',
    article: 'a.md',
    closer: '”',
    command: 'show',
    detail: 'ECONNREFUSED',
    encoding: 'BIG5',
  },
  ...{
    field: 'title',
    first: '--text',
    second: '--json',
    type: 'number',
    format: 'tsv',
    guess: '--limit',
    host: 'h',
    id: 'a.md',
    key: 'f99',
    language: 'YAML',
    name: 'x',
  },
  ...{
    operand: 'id',
    operator: 'OR',
    option: '--limti',
    other: 'tab',
    path: 'b.md',
    section: 'texts',
    system: 'EACCES',
  },
  ...{ term: 'x', text: '~3', tokenizer: 'intl', value: 'query', what: 'x', word: 'abc', work: 'sorted', kind: 'file' },
  ...{
    cause: 'size',
    actions: ['add'],
    choices: ['a', 'b'],
    known: ['title'],
    latin: ['title'],
    lost: ['s2', 's5'],
    takes: ['id'],
    words: ['red'],
  },
  ...{
    facet: 'site',
    flaw: 'tag',
    draft: 2,
    other: 3,
    of: 'page',
    remedy: 'Stop.',
    why: 'draft',
    by: 4,
    roots: ['/r'],
    root: '/r',
    ids: 's2, s5',
  },
  ...{ first: '--text', second: '--json' },
}

/** Where one name has another meaning. */
const special: Partial<Record<Reason, object>> = {
  LEXICON_LINE: { flaw: 'tag' },
  SYNONYMS_LINE: { flaw: 'gap' },
  OPTION_VALUE: { type: 'whole' },
  ARTICLE_INVALID: { flaw: 'date', key: 'date', number: 3 },
}

/** Every sentence: a reason, and `what` if it has several. */
const cases = Object.entries(english.sentences()).flatMap(([reason, rows]) =>
  (typeof rows === 'object' ? Object.keys(rows) : [undefined]).map((what) => [reason as Reason, what] as const),
)

const faultFor = (reason: Reason, what?: string): Fault => ({
  reason,
  parameters: { ...common, ...special[reason], ...(what !== undefined && { what }) },
})

function bothParts(reason: Reason, what: string | undefined, phrasing: Phrasing): string {
  const [problem, remedy] = sentenceOf(faultFor(reason, what), phrasing)
  return `${problem}\n${remedy}`
}

describe('every reason', () => {
  it.each(cases)('%s %s has a whole sentence and a remedy in both languages', (...named) => {
    expect(bothParts(...named, english)).toMatch(/^[^\n]+[^.\n]\n["A-Z-][^\n]*[.?]$/)
    expect(bothParts(...named, chinese)).toMatch(/^[^\n]+[^。\n]\n[^\n]*[。？]$/)
    for (const phrasing of [english, chinese])
      expect(bothParts(...named, phrasing)).not.toMatch(/undefined|NaN|\[object/)
  })

  it.each(cases)('%s %s is said in its own language', (...named) => {
    expect(bothParts(...named, english).replaceAll('新闻', '')).not.toMatch(/\p{Script=Han}/u)
    expect(bothParts(...named, chinese)).toMatch(/\p{Script=Han}/u)
    expect(bothParts(...named, chinese)).not.toMatch(/\b(the|is|not|with)\b/)
  })
})

describe('a fault', () => {
  it('is one line: place, what is wrong, remedy', () => {
    const error = new XunzhangError('INDEX_MISSING', {}, { where: '/a/索引' })
    expect(error.message).toBe('/a/索引: no index here. Build one with buildIndex().')
    expect(lineOf(error, chinese)).toBe('/a/索引：这里没有索引。请用“xunzhang index 文件夹”建立。')
  })

  it('names a column of a query, and a part of a file', () => {
    const query = new XunzhangError('FIELD_UNKNOWN', { field: 'foo', known: ['title', 'tag'] }, { column: 7 })
    expect(query).toMatchObject({ code: 'QUERY_SYNTAX', where: 'query, column 7' })
    expect(lineOf(query, chinese)).toBe('查询第 7 列：没有字段“foo”。请用 title: tag: 之一，或给文字加引号。')
    const record: Fault = { reason: 'TEXT_EMPTY', parameters: {}, where: 'a.warc', part: { kind: 'record', number: 3 } }
    expect(lineOf(record, english)).toMatch(/^a\.warc: record 3: no article text\./)
    expect(lineOf(record, chinese)).toMatch(/^a\.warc：第 3 条记录：没有正文。/)
  })

  it('shows nothing that a terminal would obey, wherever it comes from', () => {
    const error = new XunzhangError('FIELD_UNKNOWN', { field: 'a\x1b[31m\u202eb', known: [] }, { where: 'x\x07\n.md' })
    for (const line of [error.message, lineOf(error, chinese)]) expect(line).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(error.where).toBe('x\x07\n.md')
  })

  it('counts one and many', () => {
    const missing = (of: number, all: number) =>
      new XunzhangError('EPUB_DAMAGED', { what: 'missing', missing: of, all }).message.split('. ')[0]
    expect(missing(1, 1)).toBe('1 of its 1 chapter is missing')
    expect(missing(2, 3)).toBe('2 of its 3 chapters are missing')
  })

  it('is plain data, which crosses the border of a thread', () => {
    const error = new XunzhangError(
      'CHECKSUM_WRONG',
      { what: 'page', page: 3, found: '9f', expected: '27' },
      { where: 's' },
    )
    expect(lineOf(structuredClone(faultOf(error)), chinese)).toBe(lineOf(error, chinese))
  })

  it('has the coarse code that scripts rely on', () => {
    expect(new XunzhangError('QUERY_TOO_LONG', { what: 'fuzzy', count: 21, most: 20 }).code).toBe('QUERY_TOO_LONG')
    expect(new XunzhangError('INDEX_FILE', { what: 'trailer' }).code).toBe('INDEX_DAMAGED')
  })
})
