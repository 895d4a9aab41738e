import type { OwnContext } from '../fields/own-values.js'
import type { OnRemoved } from '../block.js'
import type { Article, Problem } from '../article.js'
import type { Vault } from '../markdown/notes.js'
import type { Kind } from './kinds.js'
import type { Markup } from './pages/markup.js'

/** The bytes of a file, in memory; for line-wise formats possibly a part of it that begins and ends with a line. */
export interface RawFile {
  /** The id path, see `SourceFile`. */
  readonly path: string
  readonly bytes: Uint8Array
  /** 1-based line and byte at which `bytes` begins in the file. */
  readonly startLine: number
  readonly startByte: number
  readonly mtimeMs?: number
}

export interface ReadContext extends OwnContext {
  /** Clean the text of records too (`--clean`); files are always cleaned. */
  readonly clean: boolean
  /** Lines that many articles of the collection share: furniture. See `countLines`. */
  readonly repeatedLines?: { has(line: string): boolean }
  /** A page of a site: a draft, or a page without text, is left out in silence. */
  readonly isPage?: boolean
  /** It is a note of a vault. */
  readonly vault?: Vault
  /** How the text is marked up, where the name of its file doesn't tell. */
  readonly markup?: Markup
  /** Pages that list articles are read as well. */
  readonly allPages?: boolean
  /** Called for each block left out. */
  readonly onRemoved?: OnRemoved
  /** Called where a bound of limits.ts changes how an article is read. */
  readonly onBound?: (
    reason: 'LINES_NOT_CLEANED' | 'TAGS_NOT_CLEANED' | 'PAGE_UNCERTAIN' | 'TEXT_HIDDEN' | 'FIELD_CUT' | 'KEYS_LEFT_OUT',
    most: number,
  ) => void
}

export interface SourceFormat extends Kind {
  /** Reads synchronously; never throws for what a file holds, and yields each trouble once. */
  readonly read: (file: RawFile, context: ReadContext) => Iterable<Article | Problem>
}
