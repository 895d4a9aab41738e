/**
 * Bounds what a file may yield for each of its bytes, so that a small file never makes a large index. A reader stops at
 * a bound and reports it in one problem; what was read before stays.
 */
import type { ParametersOf } from '../../base/errors.js'
import { isProblem, problem, unread, type Article, type Problem } from '../article.js'
import { LIMITS } from '../limits.js'

const MIB = 1024 * 1024

/**
 * Passes articles on until they exceed what the file's bytes account for.
 * @param bytes returns how many bytes were read so far, unpacked
 */
export function* withinBounds(
  items: Iterable<Article | Problem>,
  path: string,
  bytes: () => number,
): Generator<Article | Problem, void> {
  let units = 0
  let articles = 0
  for (const item of items) {
    if (!isProblem(item)) {
      units += unitsOf(item)
      if (units > LIMITS.articleUnitsFloor && units > LIMITS.articleUnitsRatio * bytes())
        return void (yield unread(path, 'FILE_TOO_LARGE', {
          what: 'articles',
          most: LIMITS.articleUnitsRatio,
          articles,
        }))
      articles++
    }
    yield item
  }
}

/** The approximate size of an article: its texts, and a fixed share for the article itself. */
function unitsOf({ title, body, author, url, captions, tags, categories, metadata }: Article): number {
  let units = LIMITS.unitsPerArticle + title.length + body.length + author.length + url.length
  for (const texts of [captions, tags, categories]) for (const text of texts) units += text.length
  for (const key in metadata) {
    const value = metadata[key]
    units += key.length + (typeof value === 'string' ? value.length : JSON.stringify(value).length)
  }
  return units
}

/**
 * Yields the first problems one by one and counts the rest, because a damaged file may have one on every line. A file of
 * nearly nothing else is read no further: refusing millions of records takes minutes.
 */
export function* fewProblems(items: Iterable<Article | Problem>, path: string): Generator<Article | Problem, void> {
  const most = LIMITS.problems
  let problems = 0
  let articles = 0
  let isUnread = false
  for (const item of items) {
    if (!isProblem(item)) articles++
    else problems++
    if (!isProblem(item) || problems <= most) yield item
    else isUnread ||= item.unread !== undefined
    if (problems > most * MOST_COUNTED && problems > articles * MOST_COUNTED && (isUnread = true)) break
  }
  if (problems <= most) return
  yield problem(path, 'MORE_PROBLEMS', { count: problems - most }, isUnread ? { unread: 'file' } : {})
}

/** Problems for each that is reported, and for each article. */
const MOST_COUNTED = 100

/**
 * How many bytes one file may still unpack to. There is one per file: packed data inside packed data uses the same one.
 */
export class Allowance {
  /** The bytes left for the next call of an unpacker. */
  left: number
  readonly #packed: number

  /** @param packed size of the file on disk, in bytes */
  constructor(packed: number) {
    this.#packed = packed
    this.left = mostUnpacked(packed)
  }

  /** @throws UnpackError if fewer bytes are left */
  take(bytes: number): void {
    if (bytes > this.left) throw this.over()
    this.left -= bytes
  }

  /** The error that reports the bound. */
  over(): UnpackError {
    return tooMuchUnpacked(this.#packed)
  }
}

/** Bytes that a file may unpack to. */
export function mostUnpacked(packed: number): number {
  return Math.min(LIMITS.unpackedBytes, Math.max(LIMITS.unpackedFloor, LIMITS.unpackedRatio * packed))
}

/** The error of a file that would unpack to more: it names the bound that was exceeded. */
export function tooMuchUnpacked(packed: number): UnpackError {
  const most = mostUnpacked(packed)
  return most === LIMITS.unpackedRatio * packed
    ? new UnpackError('dense', LIMITS.unpackedRatio)
    : new UnpackError('large', most / MIB)
}

/** Why unpacking stopped; what was read before remains valid. */
export class UnpackError extends Error {
  readonly what: ParametersOf<'PACKED'>['what']
  /** The bound that was exceeded; 0 for other reasons. */
  readonly most: number

  constructor(what: UnpackError['what'], most = 0) {
    super(what)
    this.what = what
    this.most = most
  }
}

/** @param part the part of the file; without one, the whole file */
export function unpackProblem(path: string, { what, most }: UnpackError, part?: Problem['part']): Problem {
  return unread(path, 'PACKED', { what, most }, part)
}
