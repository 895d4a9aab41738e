/**
 * State of keeping compiled code (./program.ts) that the scripts of the program share through `globalThis`, because
 * each script has its own copies of the modules.
 */

/** Where compiled code is kept. */
export const cacheFolder = Symbol.for('xunzhang.compiled')
export const refreshCache = Symbol.for('xunzhang.compiled.anew')
export const sharedState = globalThis as { [cacheFolder]?: string | undefined; [refreshCache]?: boolean }

/**
 * Keeps the code again on exit. For commands that do little in some runs, such as `mcp` without a call: code kept after
 * such a run is incomplete.
 */
export function requestRefresh(): void {
  sharedState[refreshCache] = true
}
