/** What walking finds, and what it is told. */
import type { FoundSite } from '../choose/chooser.js'
import type { LeftOut, Why } from '../choose/why.js'
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
  /** Which file it was when it was found. */
  readonly identity?: FileIdentity
  /** A page of a site: one that is a draft, or has no text, is left out in silence. */
  readonly isPage?: true
  /** It is read even where it lists articles. */
  readonly allPages?: true
  /** It is a note of a vault. */
  readonly vault?: Vault
  /** What it may have been generated from: it is read where that says something else. */
  readonly source?: PageSource
}

export type PageSource = Pick<SourceFile, 'path' | 'absolute' | 'identity' | 'isPage' | 'vault'>

/** What the site that holds a file says of it. */
export type Traits = Pick<SourceFile, 'isPage' | 'allPages' | 'vault'>

/** A root as it is to be walked. */
export interface WalkRoot extends SourceRoot {
  /** Of a list: its files, below its folder. */
  readonly members?: Iterable<string>
  /** Of a pipe: the file that holds what came through it. */
  readonly spool?: string
}

/** A folder or file of a root that could not be had. */
export interface Unlisted {
  readonly root: SourceRoot
  /** Below the root's folder; '' for that itself. */
  readonly inner: string
}

export interface WalkResult {
  /** Sorted by path in code-unit order. */
  readonly files: readonly SourceFile[]
  readonly unlisted: readonly Unlisted[]
  /** Roots that hold nothing to read. */
  readonly empty: readonly SourceRoot[]
  readonly problems: readonly Problem[]
  readonly leftOut: readonly LeftOut[]
  /** Sites and vaults that were met, and the root that each lies in. */
  readonly sites: readonly (FoundSite & { readonly root: SourceRoot })[]
}

/** What becomes of an entry that is met: it is read where there is no reason against it. */
export type OnEntry = (name: string, why: Why | undefined, isFolder: boolean) => void

export interface WalkOptions {
  readonly onEntry?: OnEntry
  /** Of the largest file of one article that is taken. */
  readonly articleBytes?: number
}
