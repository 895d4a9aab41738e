/** What the commands that read an index share: they open it, and refuse one on a cluster. */
import { XunzhangError } from '../../../base/errors.js'
import { openIndex } from '../../../library/open-index.js'
import type { Index } from '../../../library/types.js'
import { indexFolders } from '../command.js'
import { type Context, status } from '../context.js'

type Reading = 'kwic' | 'timeline' | 'collocates' | 'terms' | 'duplicates'
type LocalIndex = Index & Required<Pick<Index, Reading | 'countOccurrences'>>

/**
 * Runs a command while the indexes are open.
 * @param run returns whether anything was found
 * @throws XunzhangError USAGE if the collection is on a cluster
 */
export async function reading(
  command: Reading,
  values: Parameters<typeof indexFolders>[0],
  context: Context,
  run: (index: LocalIndex) => Promise<boolean>,
): Promise<number> {
  const index = await openIndex(indexFolders(values, context))
  try {
    if (index[command] === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command })
    return (await run(index as LocalIndex)) ? status.found : status.nothing
  } finally {
    await index.close()
  }
}
