/** Leaves out a page, or an entry of a feed, if the file that contains its whole text is read. */
import { isProblem } from '../../source/article.js'
import type { Article } from '../../source/article.js'
import { pageAt } from '../../source/choose/page-sources.js'
import type { Why } from '../../source/choose/why.js'
import { isCopyOf } from '../../source/copies.js'
import { formatOf } from '../../source/formats/index.js'
import type { ReadContext } from '../../source/formats/index.js'
import { attempt, readSource } from '../../source/open-source.js'
import type { PageSource } from '../../source/walk/types.js'
import type { Unit } from '../scan/batches.js'

/** @throws only the system's EMFILE or ENFILE; if the source can't be read for another reason, the page is kept */
export function copyOfSource(
  page: Article,
  { source, pages, end }: Pick<Unit, 'source' | 'pages' | 'end'>,
  cleaning: Pick<ReadContext, 'clean' | 'cleaning'>,
): Why | undefined {
  const { origin } = page
  const listed =
    pages &&
    addressesOf(page)
      .map((address) => pageAt(pages, address))
      .find((one) => one !== undefined)
  // A file with several articles isn't a page.
  const whole = listed ?? (origin.start > 0 || origin.end < end ? undefined : source)
  return whole !== undefined && isCopyIn(page, whole, cleaning) ? 'copy' : undefined
}

/** The addresses that an entry gives itself, the surest first. */
function addressesOf({ url, metadata }: Article): string[] {
  const paths = ['path', 'permalink', 'url', 'link', 'slug'].map((key) => metadata[key])
  return [url, ...paths].filter((one): one is string => typeof one === 'string' && one !== '')
}

function isCopyIn(
  page: Article,
  whole: PageSource,
  { clean, cleaning }: Pick<ReadContext, 'clean' | 'cleaning'>,
): boolean {
  const { path, isPage, vault } = whole
  const context = { clean, cleaning, ...(isPage && { isPage }), ...(vault && { vault }) }
  const isCopy = attempt(() => {
    const file = { path, bytes: readSource(whole), startLine: 1, startByte: 0 }
    const articles = [...formatOf(path).read(file, context)].filter((one): one is Article => !isProblem(one))
    return isCopyOf(page, articles)
  })
  return isCopy === true
}
