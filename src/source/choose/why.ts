/** Why a file that was found is not read. */
export type Why =
  /** No reader for its kind. */
  | 'kind'
  /** An ignore file says so. */
  | 'ignored'
  /** Its name begins with a dot. */
  | 'hidden'
  /** The user's `--include` or `--exclude`. */
  | 'excluded'
  /** In a site or vault: generated output, themes, layouts, templates, drafts, settings, copied files, empty pages. */
  | 'output'
  | 'theme'
  | 'layout'
  | 'scaffold'
  | 'draft'
  | 'settings'
  | 'asset'
  | 'empty'
  /** A page that lists articles: by tag, by month, a home page. */
  | 'list'
  /** A page that a generator made from a file that is read. */
  | 'copy'
  /** Outside the folders from which a site is generated. */
  | 'outside'
  /** Installed packages. */
  | 'packages'
  /** Hits that this program wrote to a file: they repeat articles. */
  | 'export'

/** Files left out for one reason; for the reason `kind`, those with one extension. */
export interface LeftOut {
  readonly why: Why
  /** Their extension, with the dot; '' for none, and for other reasons. */
  readonly kind: string
  readonly files: number
  /** Whole folders that were left out; at most 100 are listed. */
  readonly folders: readonly string[]
  /** How many folders were left out, those that are not listed included. */
  readonly folderCount: number
}

/** The most folders that are listed for one reason. */
const mostFolders = 100

export class LeftOutTally {
  readonly #found = new Map<string, { why: Why; kind: string; files: number; folders: string[]; folderCount: number }>()

  add(why: Why, kind: string): void {
    this.#of(why, why === 'kind' ? kind : '').files++
  }

  addFolder(why: Why, folder: string): void {
    const known = this.#of(why, '')
    if (known.folderCount++ < mostFolders) known.folders.push(folder)
  }

  /** The largest counts first. */
  list(): LeftOut[] {
    return [...this.#found.values()].sort((a, b) => b.files - a.files || (a.why + a.kind < b.why + b.kind ? -1 : 1))
  }

  #of(why: Why, kind: string) {
    const key = `${why} ${kind}`
    const known = this.#found.get(key) ?? { why, kind, files: 0, folders: [], folderCount: 0 }
    this.#found.set(key, known)
    return known
  }
}
