import type { ParametersOf } from '../../base/errors.js'
import type { OwnContext } from '../fields/own-values.js'
import type { OnRemoved } from '../block.js'
import type { Article, Problem } from '../article.js'
import type { Vault } from '../markdown/notes.js'
import type { Kind } from './kinds.js'
import type { Markup, Cleaning } from './pages/markup.js'
import type { TextKind } from '../clean/state.js'

/** The bytes of a file, in memory; for line-wise formats they may be a part of it that begins and ends with a line. */
export interface RawFile {
  /** The id path, see `SourceFile`. */
  readonly path: string
  readonly bytes: Uint8Array
  /** 1-based line and byte at which `bytes` begins in the file. */
  readonly startLine: number
  readonly startByte: number
}

export interface ReadContext extends OwnContext {
  /** Clean the text of records, too. */
  readonly clean: boolean
  /** How much may be left out; default `auto`. */
  readonly cleaning?: Cleaning | undefined
  /** True for the text of a document or a note, whose HTML is only its format. */
  readonly isDocument?: boolean
  /** Called with what each text was taken for. */
  readonly onKind?: (kind: TextKind) => void
  /** Lines that many articles of the collection share: furniture. See `findRepeatedLines`. */
  readonly repeatedLines?: { has(line: string): boolean }
  /** True for a page of a site: drafts and pages without text are left out without a warning. */
  readonly isPage?: boolean
  /** The vault that the file is a note of. */
  readonly vault?: Vault
  /** The markup of the text, if the name of its file does not decide it. */
  readonly markup?: Markup
  /** True if pages that list articles are read as well. */
  readonly allPages?: boolean
  /** Called for each block that is left out. */
  readonly onRemoved?: OnRemoved
  /** Called when a bound of limits.ts changes how an article is read, or when text of it may be hidden. */
  readonly onBound?: (what: ParametersOf<'READ_IN_PART'>['what'], most: number) => void
}

export interface SourceFormat extends Kind {
  /** Reads synchronously. Never throws because of what a file contains, and yields each problem once. */
  readonly read: (file: RawFile, context: ReadContext) => Iterable<Article | Problem>
}
