/**
 * When to tell V8 to compile less. Its flags belong to the whole process, and compiled code that comes from a cache fits
 * only the flags that it was made under, Node's own modules included. So code is loaded under the usual flags, in all
 * threads, and runs under others once the last thread has loaded its own, as does all that needs no loading.
 */
import type { Compiling } from './compile-less.js'

export interface Loading {
  /** A thread begins to load; returns what to call when it has. */
  begin(): () => void
  /** Some thread loads. */
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
