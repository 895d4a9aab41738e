/**
 * Makes V8 compile less, for commands that end soon. The flags are set only for the version of V8 to which they belong.
 * Threads that are started afterwards inherit them, and a script's code cache is valid only under the flags with which
 * it was made.
 */

/** Switches how V8 compiles in this process. A program that ends soon saves time by compiling less. */
export interface Compiling {
  readonly less: () => void
  readonly asUsual: () => void
}

/** Bytes of bytecode that are run before a function is optimised, and of the functions that are inlined in one. */
const budget = { usual: 67584, long: 1_000_000 }
const inlining = { usual: 920, little: 200 }

/**
 * A function is optimised only after 15 times as much work. By then it has seen its data and isn't compiled twice.
 * Saves a cold search a fifth of its time, because most functions that it would optimise are never called again.
 */
export function compileLater(): void {
  setFlag(`--interrupt-budget=${budget.long}`)
}

/**
 * As {@link compileLater}, and an optimised function inlines fewer of the functions that it calls.
 * Saves a fifth of the CPU seconds of indexing 20,000 articles, most of which is compilation in the background.
 */
function compileLess(): void {
  compileLater()
  setFlag(`--max-inlined-bytecode-size-cumulative=${inlining.little}`)
}

/** Restores the usual values of both flags. */
export function compileAsUsual(): void {
  setFlag(`--interrupt-budget=${budget.usual}`)
  setFlag(`--max-inlined-bytecode-size-cumulative=${inlining.usual}`)
}

/** For `buildIndex`, which switches back to the usual flags while code is loaded from a cache. */
export const compilingLess: Compiling = { less: compileLess, asUsual: compileAsUsual }

function setFlag(flag: string): void {
  if (process.versions.v8.startsWith('11.3.')) process.getBuiltinModule('node:v8').setFlagsFromString(flag)
}

/*
 * Decides when V8 compiles less. Its flags apply to the whole process, and cached code, including that of Node's own
 * modules, is valid only under the flags with which it was made. So while any thread loads code, all threads run under
 * the usual flags; the flags for compiling less are set when no thread is loading.
 */

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
