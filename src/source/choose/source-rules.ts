/** What a user asks of the choice of files, recorded with the root that it was asked for. Patterns are those of .gitignore. */
export interface SourceRules {
  /** Only files that match one of these are read. */
  readonly include?: readonly string[]
  /** Files and folders that match one of these are left out. */
  readonly exclude?: readonly string[]
  /** Ignore files, and what a generator's configuration tells, are not obeyed. */
  readonly noIgnore?: true
  /** Hidden files and folders are read as well. */
  readonly hidden?: true
  /** Drafts are read as well. */
  readonly drafts?: true
  /** Pages that list articles (tags, archives, home pages) are read as well. */
  readonly allPages?: true
}
