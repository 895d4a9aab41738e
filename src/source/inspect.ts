/** Shows people how one file is read: the decisions, the fields, the clean text, and what was left out and why. */
import { inEnglish } from '../base/errors.js'
import { isProblem, type Article, type Problem } from './article.js'
import type { Removed } from './block.js'
import type { TextKind } from './clean/state.js'
import { decode, type Decoded } from './decode.js'
import { splitFrontMatter } from './fields/split.js'
import { formatOf, type ReadContext } from './formats/index.js'
import { KINDS, kindOf, sniff, type Kind } from './formats/kinds.js'
import { isWholePage, markupOf } from './formats/pages/markup.js'

/** A problem as data and in English. */
interface InspectedProblem extends Problem {
  readonly message: string
  readonly remedy: string
}

export interface Inspection {
  readonly path: string
  readonly format: Kind['name']
  /** Only for files of one article. */
  readonly markup?: 'html page' | 'html' | 'markdown' | 'org' | 'text'
  readonly frontMatter?: 'yaml' | 'toml' | 'json' | 'other' | 'none'
  /** What its text was taken for: a page is cleaned, a source is kept. Absent if its texts differ. */
  readonly readAs?: 'source' | 'page'
  /** Undefined for compressed and zipped files. */
  readonly encoding?: string
  readonly encodingReason?: Decoded['reason']
  /** At most {@link MOST_ARTICLES}; `articleCount` counts all. */
  readonly articles: readonly Article[]
  readonly articleCount: number
  /** What was left out of those articles, in reading order. */
  readonly removed: readonly Removed[]
  readonly problems: readonly InspectedProblem[]
}

const MOST_ARTICLES = 20
const MOST_REMOVED = 2000
const SINGLE: ReadonlySet<Kind['name']> = new Set<Kind['name']>(['markdown', 'org', 'html', 'text'])
const PACKED: ReadonlySet<Kind['name']> = new Set(KINDS.filter(({ isPacked }) => isPacked).map(({ name }) => name))

/** Reads a file as `index` would, and reports everything about it. */
export function inspectFile(bytes: Uint8Array, path: string, context: Partial<ReadContext> = {}): Inspection {
  const format = kindOf(path)?.name ?? sniff(bytes)
  const removed: Removed[] = []
  const articles: Article[] = []
  const problems: InspectedProblem[] = []
  let articleCount = 0
  const onRemoved = (block: Removed): void => {
    if (articleCount < MOST_ARTICLES && removed.length < MOST_REMOVED) removed.push(block)
  }
  const file = { path, bytes, startLine: 1, startByte: 0 }
  const kinds = new Set<'source' | 'page'>()
  const onKind = (kind: TextKind): void => void kinds.add(kind === 'source' || kind === 'whole' ? 'source' : 'page')
  for (const item of formatOf(path).read(file, { clean: false, ...context, onRemoved, onKind })) {
    if (isProblem(item)) problems.push({ ...item, ...inEnglish(item) })
    else if (++articleCount <= MOST_ARTICLES) articles.push(item)
  }
  const [readAs, other] = kinds
  const taken = readAs === undefined || other !== undefined ? {} : { readAs }
  return { path, format, ...textDecisions(bytes, path, format), ...taken, articles, articleCount, removed, problems }
}

function textDecisions(bytes: Uint8Array, path: string, format: Kind['name']): Partial<Inspection> {
  if (PACKED.has(format)) return {}
  const decoded = decode(bytes, path)
  if (isProblem(decoded)) return {}
  const decision = { encoding: decoded.encoding, encodingReason: decoded.reason }
  if (!SINGLE.has(format)) return decision
  const block = splitFrontMatter(decoded.text)
  const source = decoded.text.slice(block?.bodyStart ?? 0)
  const markup = markupOf(source, path)
  const whole = markup === 'html' && isWholePage(source)
  return { ...decision, markup: whole ? 'html page' : markup, frontMatter: block?.language ?? 'none' }
}
