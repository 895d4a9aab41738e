/**
 * Decides when V8 compiles less. Its flags apply to the whole process, and cached code, including that of Node's own
 * modules, is valid only under the flags with which it was made. So while any thread loads code, all threads run under
 * the usual flags; the flags for compiling less are set when no thread is loading.
 */
import type { Compiling } from './compile-less.js'

export interface Loading {
  /** A thread begins to load. @returns a function to call when it has loaded */
  begin(): () => void
  /** Whether any thread is loading. */
  isUnderWay(): boolean
}

export function watchLoading(compiling: Compiling | undefined): Loading {
  let threads = 0
  compiling?.less()
  return {
    begin: () => {
      if (threads++ === 0) compiling?.asUsual()
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        if (--threads === 0) compiling?.less()
      }
    },
    isUnderWay: () => threads > 0,
  }
}
