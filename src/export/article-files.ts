/** The articles of an export, several to a file. */
import { Field } from '../segment/fields.js'
import { createByteWriter, putString, written } from '../store/byte-writer.js'
import type { Collection } from './collection.js'
import { createFileSizes } from './file-sizes.js'
import { encodeArticles } from './format/articles.js'
import type { ExportedArticle } from './format/articles.js'
import type { Characters } from './format/characters.js'
import { fileNames } from './format/root.js'
import type { Dictionary } from './format/tokens.js'
import type { ArticleReader } from './read-article.js'

/** Where files are put. */
export interface FileSink {
  add(name: string, content: Uint8Array): void
}

export interface ArticleFacts {
  /** Of the texts, in UTF-8. */
  readonly textBytes: number
  /** Articles without an address of a page: their hits can't be followed. */
  readonly withoutAddress: number
}

/** Units of a file that is large enough, however many there may be: smaller ones would cost more in requests. */
const leastUnits = 600

/**
 * Writes the files of articles, and that of titles.
 * @param units of each article
 * @param files at most so many
 * @returns also the first article of each file, then the number of all
 */
export function writeArticles(
  { articles }: Collection,
  units: Uint32Array,
  reader: ArticleReader,
  { characters, dictionary }: { readonly characters: Characters; readonly dictionary: Dictionary },
  files: number,
  folder: FileSink,
): ArticleFacts & { readonly articleFiles: number[] } {
  const articleFiles = [0]
  const isLast = createArticleCut(units, files)
  const titles = createByteWriter()
  let [textBytes, withoutAddress] = [0, 0]
  let waiting: ExportedArticle[] = []
  for (const [number, collected] of articles.entries()) {
    const article = reader.read(collected)
    waiting.push(article)
    for (const { text } of article.texts) textBytes += Buffer.byteLength(text)
    if (article.url === '') withoutAddress++
    putString(titles, article.texts[Field.title]!.text)
    if (!isLast(number)) continue
    folder.add(fileNames.articles(articleFiles.length - 1), encodeArticles(waiting, dictionary, characters))
    articleFiles.push(number + 1)
    waiting = []
  }
  folder.add(fileNames.titles, written(titles))
  return { articleFiles, textBytes, withoutAddress }
}

/**
 * Whether an article is the last of its file, asked of one after the other. A file is fetched for each of its articles,
 * so n articles of u units cost n · n · u: with a number of files given, least where files hold as much of √u.
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
