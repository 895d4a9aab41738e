/** The results of bundling. */
import type { Metafile, OutputFile } from 'esbuild'

export type BuiltFile = Pick<OutputFile, 'path' | 'contents'>

/** A script that contains packages. */
export interface Script {
  readonly script: BuiltFile
  /** Names the packages. Their licences are shipped with the script. */
  readonly metafile: Metafile
}

/** Files that contain packages. */
export interface Bundled {
  readonly files: readonly BuiltFile[]
  readonly metafile: Metafile
}
