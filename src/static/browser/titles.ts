/** The titles of an export, for completion. */
import type { Root } from '../export/format/root.js'
import { fileNames } from '../export/format/root.js'
import { createByteReader, getString } from '../../storage/store/byte-reader.js'
import type { Files } from './files.js'
import type { CreateTitleIndex, TitleIndex } from './title-index.js'

/** Undefined until the titles are here. @param create creates the index; called once */
export function completeTitles(
  files: Files,
  root: Root,
  create: CreateTitleIndex,
  text: string,
  limit: number,
): readonly string[] | undefined {
  if (!root.titles || text.trim() === '') return []
  const known = files.get(fileNames.titles, (bytes): TitleIndex => create(readTitles(bytes, root.articles)))
  return known?.search(text, limit)
}

/** Completion uses at most this many titles: the newest. */
const mostTitles = 20_000

function readTitles(bytes: Uint8Array, articles: number): string[] {
  const reader = createByteReader(bytes)
  const all = Array.from({ length: Math.min(articles, mostTitles) }, () => getString(reader))
  return [...new Set(all)].filter((title) => title !== '')
}
