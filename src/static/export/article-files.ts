/** The articles of an export, several to a file. */
import { Field } from '../../storage/segment/fields.js'
import { createByteWriter, putString, written } from '../../storage/store/byte-writer.js'
import type { CollectionTokens } from './dictionary.js'
import { ArticleFileWriter } from './format/articles.js'
import type { Characters } from './format/characters.js'
import { fileNames } from './format/root.js'
import type { KeptArticles } from './read-texts.js'

/** How large files are made so that content fills at most a given number. If one is too large, the next are smaller. */
interface FileSizes {
  /** Least content of the next file. @param left about how much content is not in files yet */
  next(left: number): number
  /** Counts one more file that was made. */
  add(): void
}

/** Least size of a file that makes up for larger ones, as a share of the mean size. */
const leastShare = 0.6

/**
 * @param content about how much there is in all, in any unit
 * @param files most files, at least one
 * @param least size of a file, however many files are allowed
 */
export function createFileSizes(content: number, files: number, least: number): FileSizes {
  const smallest = Math.max(least, (leastShare * content) / files)
  let room = Math.floor(files)
  return {
    // The last file takes everything that is left.
    next: (left) => (room <= 1 ? Infinity : Math.max(smallest, left / room)),
    add: () => void room--,
  }
}

export interface FileSink {
  add(name: string, content: Uint8Array): void
}

/** Least units of a file, however many files are allowed: smaller ones would cost more in requests. */
const leastUnits = 600

/**
 * Writes the article files and the file of titles.
 * @param units of each article
 * @param files most article files
 * @returns the first article of each file, then the number of all articles
 */
export function writeArticles(
  units: Uint32Array,
  kept: KeptArticles,
  tokens: CollectionTokens,
  characters: Characters,
  files: number,
  folder: FileSink,
): number[] {
  const articleFiles = [0]
  const isLast = createArticleCut(units, files)
  const titles = createByteWriter()
  const createWriter = () => new ArticleFileWriter(tokens.written, tokens.dictionary, characters)
  let writer = createWriter()
  for (let number = 0; number < units.length; number++) {
    const article = kept.take(number, tokens)
    writer.add(article)
    putString(titles, Array.from(article.texts[Field.title]!.tokens, tokens.written.spellingOf).join(''))
    if (!isLast(number)) continue
    folder.add(fileNames.articles(articleFiles.length - 1), writer.finish())
    articleFiles.push(number + 1)
    writer = createWriter()
  }
  folder.add(fileNames.titles, written(titles))
  return articleFiles
}

/**
 * Returns a function that says whether an article is the last of its file; it must be called for each article in order.
 * Any of its articles causes a whole file to be fetched, so a file of n articles of u units each costs n · n · u. For a
 * given number of files the total is least if the sum of √u is the same in each.
 */
export function createArticleCut(units: Uint32Array, files: number): (article: number) => boolean {
  let left = units.reduce((sum, one) => sum + Math.sqrt(one), 0)
  const sizes = createFileSizes(left, files, 0)
  let next = sizes.next(left)
  let [content, inFile] = [0, 0]
  return (article) => {
    content += Math.sqrt(units[article]!)
    inFile += units[article]!
    if (article + 1 < units.length && (content < next || inFile < leastUnits)) return false
    left -= content
    sizes.add()
    next = sizes.next(left)
    content = inFile = 0
    return true
  }
}
