/** What bundling makes. */
import type { Metafile, OutputFile } from 'esbuild'

export type BuiltFile = Pick<OutputFile, 'path' | 'contents'>

/** A script that holds packages. */
export interface Script {
  readonly script: BuiltFile
  /** Names the packages, whose licences are shipped with it. */
  readonly metafile: Metafile
}

/** Files that hold packages. */
export interface Bundled {
  readonly files: readonly BuiltFile[]
  readonly metafile: Metafile
}
