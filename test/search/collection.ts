/** Small collections in memory: articles as a test writes them, cut into segments, some of them deleted. */
import fc from 'fast-check'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { toIndexable } from '../../src/indexing/tasks/indexable.js'
import { addArticle, SegmentBuilder, writeSegment } from '../../src/storage/segment/builder/segment-builder.js'
import { createDeletions, setDeleted } from '../../src/storage/segment/moves.js'
import { formatVersion } from '../../src/storage/segment/format.js'
import { openSegment, type SegmentReader } from '../../src/storage/segment/reader.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'

export interface TestArticle {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly captions: readonly string[]
  readonly tags: readonly string[]
  readonly author: string
  /** ISO 8601, or ''. */
  readonly date: string
  readonly url?: string
  /** Of its file; by default the id with `.md`. */
  readonly path?: string
}

export const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

/** An article of which only the body matters, or what else is given. */
export function article(body: string, rest: Partial<TestArticle> = {}): TestArticle {
  return { id: body, title: '', captions: [], tags: [], author: '', date: '', ...rest, body }
}

/** One segment of the articles; those for which `isDeleted` says so are deleted. */
export function segmentOf(
  articles: readonly TestArticle[],
  isDeleted: (article: TestArticle) => boolean = () => false,
): SegmentReader {
  const builder = new SegmentBuilder(analyzer)
  for (const one of articles) addArticle(builder, indexable(one))
  const files = createMemoryFileSystem()
  writeSegment(builder, files, '/memory')
  const file = openPagedFile(files, '/memory', { version: formatVersion, cache: 'mirror' })
  if (!articles.some(isDeleted)) return openSegment(file)
  const deletions = createDeletions(articles.length)
  for (const [number, one] of articles.entries()) if (isDeleted(one)) setDeleted(deletions, number)
  return openSegment(file, { deleted: deletions })
}

function indexable(one: TestArticle): ReturnType<typeof toIndexable> {
  const { id, title, body, captions, tags, author, date, url = '' } = one
  const origin = { path: `${id}.md`, line: 1, start: 0, end: body.length }
  return toIndexable(
    { id, title, body, captions, tags, author, date, url, categories: [], metadata: {}, origin },
    [0, 0],
  )
}

/** Words, names that no dictionary holds, function words, and what stands between them, in every script that counts. */
const pieces = [
  ...'中国银行人民大学生活贸易的了是在什么几猫狗',
  ...['中国', '银行', '人民银行', '大学生', '贸易战', '努尔特列', '什么', '中國銀行', '為什麼'],
  ...['AI', 'ai', 'ＡＩ', 'C++', 'COVID-19', '3.14', 'v2', 'x'],
  ...['の', 'カタ', '한국', '𠮷', '𠮷野', '😀'],
  ...['，', '。', '！', '*', '-', ' ', '　', '\n', '…', '\u200b'],
]

/** A text of the small alphabet, so that articles and queries have much in common. */
export function smallText(maxLength = 14): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(''))
}

const day = fc.constantFrom('', '2023-05-01', '2023-05-02', '2024-05-21T08:00:00+08:00', '1999-12-31')

/** Up to so many articles with ids of their own. */
export function smallCollection(maxLength = 12): fc.Arbitrary<TestArticle[]> {
  const one = fc.record({
    title: smallText(4),
    body: smallText(24),
    captions: fc.array(smallText(4), { maxLength: 2 }),
    tags: fc.array(fc.constantFrom('银行', '大学生', 'AI', '贸易战'), { maxLength: 2 }),
    author: fc.constantFrom('', '猫人', 'Liu'),
    date: day,
  })
  return fc.array(one, { maxLength }).map((articles) => articles.map((rest, i) => ({ ...rest, id: `a${i}` })))
}
