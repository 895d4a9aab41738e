/** One mutated file through its reader, and what reading it has to keep to. */
import { isProblem } from '../../../src/source/article.js'
import type { Article } from '../../../src/source/article.js'
import type { OnRemoved } from '../../../src/source/block.js'
import { formatOf } from '../../../src/source/formats/index.js'
import { LIMITS } from '../../../src/source/limits.js'
import { slowness } from './scale.js'
import { createRandom } from '../forged/random.js'
import { makeInput } from './mutate.js'
import type { Input, Mix } from './mutate.js'
import { isFound } from './witness.js'

export interface ReadOutcome {
  readonly bytes: number
  readonly articles: number
  readonly problems: number
  /** As it was packed. */
  readonly path: string
  /** Bytes unpacked, and milliseconds of the processor for them. */
  readonly size: number
  readonly milliseconds: number
  /** A sentence stands in the file as text, in no article, and neither a problem nor a rule of cleaning accounts for it. */
  readonly isSilent: boolean
  readonly violation?: string
}

/** Libraries in a thread of their own: its start, what they load, and code that nothing has warmed up. */
const converted = /\.(?:docx|pdf|eml|mbox|mhtml|mht)(?:\.(?:gz|zst))?$/
const coldLibrary = 2000

/** Bytes from which on starting to read takes little of the time. */
export const LARGE = 20_000

/** Of the processor, in milliseconds: a second for a megabyte, what a small file takes at least, and a tiny article. */
const mostTime = (size: number, articles: number): number => 25 + size / 1000 + articles / 20

/** @param isTimed whether it is a violation to take long: not where a busy machine may decide, as in a test */
export function readCase(seed: number, isTimed: boolean, mix?: Mix): ReadOutcome {
  const random = createRandom(seed)
  const input = makeInput(random, mix)
  const isClean = random.chance(0.3)
  return readInput(input, isClean, random.below(16) === 0, isTimed)
}

/** @param isTwice whether it is read again, which must give the same */
export function readInput(input: Input, isClean: boolean, isTwice: boolean, isTimed: boolean): ReadOutcome {
  const { path, bytes, size } = input
  const { read: first, milliseconds: took } = timed(() => attempt(input, isClean))
  const outcome = {
    path,
    size,
    bytes: bytes.length,
    articles: first.articles.length,
    problems: first.problems,
    milliseconds: took,
    isSilent: isSilent(input, first, isClean),
  }
  const says = (what: string): ReadOutcome => ({ ...outcome, violation: `${path} of ${bytes.length} bytes: ${what}` })
  if (first.thrown !== undefined) return says(`threw ${first.thrown}`)
  const wrong = first.articles.map((article) => flawOf(article, input)).find((flaw) => flaw !== undefined)
  if (wrong !== undefined) return says(wrong)
  const units = first.articles.reduce((sum, { body, title }) => sum + body.length + title.length, 0)
  if (units > LIMITS.articleUnitsFloor) return says(`came to ${units} units`)
  const cold = converted.test(path) ? coldLibrary : 0
  const most = mostTime(size, first.articles.length) + linesOfMail(input) / 100 + cold
  if (isTimed && (took > most || (size >= LARGE && took > size / 4000))) {
    outcome.milliseconds = Math.min(...[1, 2, 3].map(() => timed(() => attempt(input, isClean)).milliseconds))
    if (outcome.milliseconds > most && outcome.milliseconds > most * slowness())
      return says(`took ${Math.round(outcome.milliseconds)} ms of the processor`)
  }
  if (isTwice && JSON.stringify(attempt(input, isClean)) !== JSON.stringify(first)) return says('gave another result')
  return outcome
}

/** What a rule of cleaning takes is in the list of what was removed. */
function isSilent(input: Input, { problems, articles }: Attempt, isClean: boolean): boolean {
  const { witness } = input
  if (problems > 0 || witness === undefined || isFound(witness, articles)) return false
  const removed: string[] = []
  attempt(input, isClean, ({ text }) => void removed.push(text))
  return !isFound(witness, removed)
}

/** The parser of mail takes 9 µs for a line, however short. */
const linesOfMail = ({ path, bytes }: Input): number =>
  /\.(?:eml|mbox|mhtml)$/.test(path) ? Buffer.from(bytes).toString('latin1').split('\n').length : 0

interface Attempt {
  readonly articles: readonly Article[]
  readonly problems: number
  readonly thrown?: string
}

function attempt({ path, bytes }: Input, clean: boolean, onRemoved?: OnRemoved): Attempt {
  const articles: Article[] = []
  let problems = 0
  try {
    for (const found of formatOf(path).read(
      { path, bytes, startLine: 1, startByte: 0 },
      { clean, ...(onRemoved && { onRemoved }) },
    )) {
      if (isProblem(found)) problems++
      else articles.push(found)
    }
  } catch (error) {
    return { articles, problems, thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
  return { articles, problems }
}

function timed(work: () => Attempt): { readonly read: Attempt; readonly milliseconds: number } {
  const before = process.cpuUsage()
  const read = work()
  const { user, system } = process.cpuUsage(before)
  return { read, milliseconds: (user + system) / 1000 }
}

const isPacked = /\.(gz|zst|epub)$/

/** What is wrong with an article's shape. */
function flawOf(article: Article, { path, size }: Input): string | undefined {
  const { id, title, body, author, date, url, captions, tags, categories, metadata, origin } = article
  const texts = [id, title, body, author, date, url, ...captions, ...tags, ...categories]
  if (!texts.every((text) => typeof text === 'string')) return 'a field is no text'
  if (id === '') return 'an empty id'
  if (date !== '' && !/^[+-]?\d{4,}-\d\d-\d\d/.test(date)) return `the date ${JSON.stringify(date)}`
  if (title.length > LIMITS.fieldUnits || author.length > LIMITS.fieldUnits || url.length > LIMITS.fieldUnits)
    return 'a field without end'
  if (tags.length > LIMITS.labels || categories.length > LIMITS.labels) return 'labels without end'
  if (JSON.stringify(metadata).length > 16 * LIMITS.metadataUnits) return 'metadata without end'
  const { line, start, end } = origin
  if (origin.path !== path || !(line >= 1) || !(start >= 0) || !(end >= start))
    return `origin ${JSON.stringify(origin)}`
  // A packed file's places are those of what it unpacks to, which a mutation may have made longer.
  return end > 4 * size + 64 && !isPacked.test(path) ? `an article that ends at ${end}` : undefined
}
