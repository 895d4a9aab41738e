import { setFlagsFromString } from 'node:v8'

/**
 * Tells V8 to compile less, for commands that are done in seconds: a function is optimised after 15 times as much
 * work, when it has seen its data and needs no second compiling, and with fewer of those it calls inside it.
 * Saves a fifth of the CPU seconds of indexing 20,000 articles, most of them compiling in the background.
 * Flags belong to a version of V8: others are left alone. Threads started from now on take them over.
 */
export function compileLess(): void {
  if (!process.versions.v8.startsWith('11.3.')) return
  setFlagsFromString('--interrupt-budget=1000000')
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200')
}
