/** The types of the input and of the results of a walk. */
import type { FoundSite } from '../choose/chooser.js'
import type { PagesByAddress } from '../choose/page-sources.js'
import type { LeftOut, Why } from '../choose/why.js'
import type { Cleaning } from '../formats/pages/markup.js'
import type { Vault } from '../markdown/notes.js'
import type { Problem } from '../article.js'
import type { FileIdentity } from '../open-source.js'
import type { SourceRoot } from '../roots.js'

export interface SourceFile {
  /** Its name in the index (see roots.ts): '/' between parts, unique over all roots. */
  readonly path: string
  readonly absolute: string
  /** Bytes. */
  readonly size: number
  readonly mtimeMs: number
  /** Its identity when the walk found it; checked when it is opened. */
  readonly identity?: FileIdentity
  /** A page of a site: if it is a draft or has no text, it is left out without a warning. */
  readonly isPage?: true
  /** It is read even if it only lists articles. */
  readonly allPages?: true
  /** The program in whose vault it is a note. */
  readonly vault?: Vault
  /** How much is left out of its text, if the rules of its root say so. */
  readonly cleaning?: Cleaning
  /** The file that it may have been generated from; it is read only if its text differs from that file's. */
  readonly source?: PageSource
  /** For a feed or a file of records: the pages below its folder, which it may only list. */
  readonly pages?: PagesByAddress<PageSource>
}

export type PageSource = Pick<SourceFile, 'path' | 'absolute' | 'identity' | 'isPage' | 'vault'>

/** Properties of a file that follow from its site and from the rules of its root. */
export type Traits = Pick<SourceFile, 'isPage' | 'allPages' | 'vault'>

/** A root, with what is needed to walk it. */
export interface WalkRoot extends SourceRoot {
  /** For a list: its files, relative to its folder. */
  readonly members?: Iterable<string>
  /** For a pipe: the file in which its input was stored. */
  readonly spool?: string
}

/** A folder or file of a root that could not be listed or read. */
export interface Unlisted {
  readonly root: SourceRoot
  /** Relative to the root's folder; '' for that folder itself. */
  readonly inner: string
}

export interface WalkResult {
  /** Sorted by path in code-unit order. */
  readonly files: readonly SourceFile[]
  readonly unlisted: readonly Unlisted[]
  /** Roots that contain nothing to read. */
  readonly empty: readonly SourceRoot[]
  readonly problems: readonly Problem[]
  readonly leftOut: readonly LeftOut[]
  /** Sites and vaults that were found, each with the root that contains it. */
  readonly sites: readonly (FoundSite & { readonly root: SourceRoot })[]
}

/** Called for each entry that is found; an entry is read if `why` is undefined. */
export type OnEntry = (name: string, why: Why | undefined, isFolder: boolean) => void

export interface WalkOptions {
  readonly onEntry?: OnEntry
  /** Bytes of the largest file of one article that is taken. */
  readonly articleBytes?: number
  /** The index's own folder as an absolute path, which is passed over. */
  readonly own?: string | undefined
}
