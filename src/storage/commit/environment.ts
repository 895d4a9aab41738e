/** The external dependencies of the use cases, which tests can replace. */
import { nodeFileSystem, type FileSystem } from '../store/file-system.js'

export interface Environment {
  /** Where the index is stored. Source files are always read from the machine's own file system. */
  readonly fileSystem: FileSystem
  /** Milliseconds since 1970, by the clock that dates source files. Default: `Date.now`. */
  readonly now?: () => number
}

export const machine: Environment = { fileSystem: nodeFileSystem }
