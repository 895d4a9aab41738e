import type { Cleaning } from '../formats/pages/text-kind.js'

/** The user's options for choosing files, recorded with the root. Patterns are those of .gitignore. */
export interface SourceRules {
  /** Only files that match one of these are read. */
  readonly include?: readonly string[]
  /** Files and folders that match one of these are left out. */
  readonly exclude?: readonly string[]
  /** Ignore files and the configurations of site generators are not obeyed. */
  readonly noIgnore?: true
  /** Hidden files and folders are read as well. */
  readonly hidden?: true
  /** Drafts are read as well. */
  readonly drafts?: true
  /** Pages that list articles (tags, archives, home pages) are read as well. */
  readonly allPages?: true
  /** How much is left out of the texts. Default `auto`: pages and mirrors are cleaned, what its author wrote is not. */
  readonly clean?: Cleaning
}
