/** Leaves out a page if the file from which it was generated is read and contains the whole text. */
import { isProblem } from '../../source/article.js'
import type { Article } from '../../source/article.js'
import type { Why } from '../../source/choose/why.js'
import { isCopyOf } from '../../source/copies.js'
import { formatOf } from '../../source/formats/index.js'
import type { ReadContext } from '../../source/formats/index.js'
import { attempt, readSource } from '../../source/open-source.js'
import type { Unit } from '../scan/batches.js'

/** @throws only the system's EMFILE or ENFILE; if the source can't be read for another reason, the page is kept */
export function copyOfSource(
  page: Article,
  { source, end }: Pick<Unit, 'source' | 'end'>,
  { clean }: ReadContext,
): Why | undefined {
  const { origin } = page
  // A file with several articles isn't a page.
  if (source === undefined || origin.start > 0 || origin.end < end) return undefined
  const { path, isPage, vault } = source
  const context = { clean, ...(isPage && { isPage }), ...(vault && { vault }) }
  return attempt(() => {
    const file = { path, bytes: readSource(source), startLine: 1, startByte: 0 }
    const articles = [...formatOf(path).read(file, context)].filter((one): one is Article => !isProblem(one))
    return isCopyOf(page, articles) ? 'copy' : undefined
  })
}
