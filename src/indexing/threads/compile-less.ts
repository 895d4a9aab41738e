/**
 * Telling V8 to compile less, for commands that are done soon. Flags belong to a version of V8: others are left alone.
 * Threads started from now on take them over, and a script's cache fits the flags alone that it was made under.
 */

/** How V8 compiles in this process: a program that is done soon saves time by compiling less. */
export interface Compiling {
  readonly less: () => void
  readonly asUsual: () => void
}

const usualBudget = 67584
const longBudget = 1_000_000
/** In bytes of the bytecode of what is called. */
const usualInlining = 920
const littleInlining = 200

/**
 * A function is optimised after 15 times as much work, when it has seen its data and needs no second compiling.
 * Saves a cold search a fifth of its time: most of what it would optimise is never called again.
 */
export function compileLater(): void {
  setBudget(longBudget)
}

/**
 * The same, and with fewer of the functions inside it that a function calls.
 * Saves a fifth of the CPU seconds of indexing 20,000 articles, most of them compiling in the background.
 */
export function compileLess(): void {
  setBudget(longBudget)
  setInlining(littleInlining)
}

/** For `buildIndex`: code that comes from a cache loads under the usual flags. */
export const compilingLess: Compiling = { less: compileLess, asUsual: compileAsUsual }

/** Takes both back. */
export function compileAsUsual(): void {
  setBudget(usualBudget)
  setInlining(usualInlining)
}

function setBudget(budget: number): void {
  setFlag(`--interrupt-budget=${budget}`)
}

function setInlining(size: number): void {
  setFlag(`--max-inlined-bytecode-size-cumulative=${size}`)
}

function setFlag(flag: string): void {
  if (process.versions.v8.startsWith('11.3.')) process.getBuiltinModule('node:v8').setFlagsFromString(flag)
}
