/** What bundling makes. */
import type { OutputFile } from 'esbuild'

export type BuiltFile = Pick<OutputFile, 'path' | 'contents'>

/** A script that holds packages. */
export interface Script {
  readonly script: BuiltFile
  /** Their licences. */
  readonly licences: BuiltFile
}
