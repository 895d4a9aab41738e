import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../../src/source/article.js'
import { readExample } from '../../src/source/formats/EXAMPLE.js'
import { FORMATS, formatOf, guarded, ofText } from '../../src/source/formats/index.js'
import { told } from './read.js'

/** The template reads the files of the format whose place it takes here. */
const EXAMPLE = { name: 'text', extensions: ['.txt'], read: guarded(ofText(readExample), false) } as const

/** What every format promises, whatever it is given. */
describe.each([...FORMATS, EXAMPLE])('the format $name', (format) => {
  const path = `河/a${format.name === 'gzip' || format.name === 'zstd' ? '.jsonl' : ''}${format.extensions[0]}`
  const read = (bytes: Uint8Array): ReturnType<typeof Array.from<unknown>> => [
    ...format.read({ path, bytes, startLine: 1, startByte: 0 }, { clean: false }),
  ]

  it('is found by each of its extensions, in any case', () => {
    expect(formatOf(path).name).toBe(format.name)
    expect(formatOf(path.toUpperCase()).name).toBe(format.name)
  })
  it('never throws, and names its file in all it yields', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 200 }).map((text) => Buffer.from(text)),
      fc
        .constantFrom('WARC/1.0\r\n', '\x1f\x8b\x08', 'PK\x03\x04', '[{', '<rss>', '---\n', 'a,b\n"')
        .map((text) => Buffer.from(text, 'latin1')),
    )
    fc.assert(
      fc.property(bytes, (content) => {
        for (const item of format.read({ path, bytes: content, startLine: 1, startByte: 0 }, { clean: true })) {
          expect(isProblem(item) ? item.path : item.origin.path).toBe(path)
          if (isProblem(item)) expect(told(item).remedy).toMatch(/^[A-Z].*\.$/)
        }
      }),
      { numRuns: 150 },
    )
  })
  it('gives the same for the same bytes', () => {
    const bytes = Buffer.from('{"text":"河边的树"}\n')
    expect(read(bytes)).toEqual(read(bytes))
  })
  it('an empty file is no article', () => {
    expect((read(new Uint8Array()) as never[]).filter((item) => !isProblem(item))).toEqual([])
  })
})
