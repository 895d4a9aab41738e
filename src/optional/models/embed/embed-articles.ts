/** Gives the articles of an open index their vectors, which the index uses afterwards. */
import { requireFolder } from '../../../storage/commit/require-folder.js'
import { callback, signal, text } from '../../../base/options/spec.js'
import { checkOptions } from '../../../base/options/options.js'
import { FolderIndex } from '../../../library/folder-index.js'
import type { Index } from '../../../library/types.js'
import { embedFolder, type EmbedArticlesOptions, type EmbedReport } from './embed-index.js'

/** @throws XunzhangError as {@link embedFolder}; USAGE for changes that are not committed, and on clusters */
export async function embedArticles(index: Index, options: EmbedArticlesOptions): Promise<EmbedReport> {
  checkOptions(options, { url: text, model: text, key: text, onProgress: callback, signal })
  if (!(index instanceof FolderIndex)) {
    requireFolder(index.dir)
    throw new TypeError('not an index')
  }
  return index.whileUnchanged((fileSystem, dir) => embedFolder(dir, options, fileSystem))
}
