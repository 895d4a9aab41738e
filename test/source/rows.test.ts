import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readRows } from '../../src/source/formats/records/rows.js'
import type { Row } from '../../src/source/formats/records/rows.js'
import { readOne } from './read.js'

/** Numbers below a bound, the same for the same seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Options {
  readonly delimiter?: string
  readonly quoted?: boolean
}

function rowsOf(text: string, { delimiter = ',', quoted = true }: Options = {}): { rows: Row[]; unclosed: number[] } {
  const unclosed: number[] = []
  const grammar = { delimiter, quoted, mostCells: 100, onUnclosed: (line: number) => unclosed.push(line) }
  return { rows: [...readRows(text, grammar)], unclosed }
}

/** The reader of tables by another author that this one must equal, where no quote stays open. */
function byCsvParse(text: string, { delimiter = ',', quoted = true }: Options = {}): string[][] {
  return parse(text, {
    delimiter,
    quote: quoted ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  })
}

describe('rows', () => {
  it.each([
    ['\n', { delimiter: ',' }],
    ['\r\n', { delimiter: ';' }],
    ['\r', { delimiter: ',' }],
    ['\n', { delimiter: '\t', quoted: false }],
  ])('are those of csv-parse for 5,000 random tables with %j and %j', (lineBreak, options) => {
    const random = createRandom(1)
    const pieces = ['河', 'a', options.delimiter, options.delimiter, '"', '"', '""', lineBreak, lineBreak, ' ']
    let compared = 0
    for (let n = 0; n < 5000; n++) {
      const text = Array.from({ length: 1 + random(24) }, () => pieces[random(pieces.length)]).join('')
      const { rows, unclosed } = rowsOf(text, options)
      if (unclosed.length > 0) continue
      compared++
      expect(
        rows.map(({ cells }) => cells),
        JSON.stringify(text),
      ).toEqual(byCsvParse(text, options))
    }
    expect(compared).toBeGreaterThan(2000)
  })
  it.each(['id,text\n1,河\r', 'id,text\n1,"河"\r', 'id,text\n1,河\r\r\r', 'id,text\n\r'])(
    'end where a line break is cut: %j',
    (text) => {
      const { rows } = rowsOf(text)
      expect(rows.at(-1)!.end).toBeLessThanOrEqual(text.length)
      expect(rows.map(({ cells }) => cells[0])).toEqual(text.includes('1') ? ['id', '1'] : ['id'])
    },
  )
  it('know the line on which each begins, behind empty lines and cells of several lines', () => {
    const { rows } = rowsOf('a,b\r\n\r\n"x\r\ny",z\r\n1,2')
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 5])
    expect(rows[1]!.cells).toEqual(['x\r\ny', 'z'])
  })
  it('lose nothing but cells beyond those asked for', () => {
    const row = `${'x,'.repeat(1000)}x`
    const { rows } = rowsOf(`${row}\n${row}`)
    expect(rows.map(({ cells, count }) => [cells.length, count])).toEqual([
      [100, 1001],
      [100, 1001],
    ])
  })
  it('from a quote that is never closed on are read without quotes, each once', () => {
    const { rows, unclosed } = rowsOf('a,"b"\n1,"2\n3,""4\n')
    expect(unclosed).toEqual([2])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '"2'],
      ['3', '""4'],
    ])
  })
})

describe('a table of any size', () => {
  const ofRows = (count: number): string =>
    `id,title,text\n${Array.from({ length: count }, (_, n) => `${n},第${n}篇,河水`).join('\n')}\n`
  it('is read to its last row, far beyond what fits on the stack', () => {
    const { articles, problems } = readOne('a.csv', ofRows(130_001))
    expect(problems).toEqual([])
    expect(articles).toHaveLength(130_001)
    expect(articles.at(-1)).toMatchObject({ id: '130000', title: '第130000篇', origin: { line: 130_002 } })
  })
  it('has as many articles as rows where its first quote is never closed, and says so', () => {
    const text = `title,text\n"山,石\n${'河,水\n'.repeat(1_000_000)}`
    const { articles, problems } = readOne('a.csv', text)
    expect(articles).toHaveLength(1_000_001)
    expect(problems).toMatchObject([{ line: 2, unread: 'file' }])
  })
  it('of a million columns is read as far as columns are counted, and says so', () => {
    const names = `text,${'x,'.repeat(1_000_000)}y`
    const { articles, problems } = readOne('a.csv', `${names}\n河,${','.repeat(1_000_000)}z\n`)
    expect(articles).toMatchObject([{ body: '河' }])
    expect(problems.map(({ message }) => message)).toEqual(['over 10000 columns; the columns after them were left out'])
  })
  it('with columns and no row holds no article; without a column of texts it is no table of articles', () => {
    expect(readOne('a.csv', 'title,text\n').problems).toMatchObject([{ message: 'a table without articles' }])
    expect(readOne('a.csv', 'title,text\n').problems[0]!.unread).toBeUndefined()
    expect(readOne('a.csv', 'a,b\n1,2\n').problems).toMatchObject([{ unread: 'file' }])
  })
})
