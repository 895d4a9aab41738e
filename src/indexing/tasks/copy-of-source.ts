/** A page is left out where the file that it was generated from is read and says all of it. */
import { isProblem } from '../../source/article.js'
import type { Article } from '../../source/article.js'
import type { Why } from '../../source/choose/why.js'
import { isCopyOf } from '../../source/copies.js'
import { formatOf } from '../../source/formats/index.js'
import type { ReadContext } from '../../source/formats/index.js'
import { attempt, readSource } from '../../source/open-source.js'
import type { Unit } from '../scan/batches.js'

/** @throws the system's EMFILE or ENFILE alone: a source that can't be read leaves its page as it is */
export function copyOfSource(
  page: Article,
  { source, end }: Pick<Unit, 'source' | 'end'>,
  { clean }: ReadContext,
): Why | undefined {
  const { origin } = page
  // A file of several articles is no page.
  if (source === undefined || origin.start > 0 || origin.end < end) return undefined
  const { path, isPage, vault } = source
  const context = { clean, ...(isPage && { isPage }), ...(vault && { vault }) }
  return attempt(() => {
    const file = { path, bytes: readSource(source), startLine: 1, startByte: 0 }
    const articles = [...formatOf(path)!.read(file, context)].filter((one): one is Article => !isProblem(one))
    return isCopyOf(page, articles) ? 'copy' : undefined
  })
}
