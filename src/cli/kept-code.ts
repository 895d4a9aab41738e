/** What the scripts of the program tell each other about keeping compiled code (./program.ts): each has copies of its modules. */

/** Where compiled code is kept. */
export const keptIn = Symbol.for('xunzhang.compiled')
export const keptAnew = Symbol.for('xunzhang.compiled.anew')
export const keeper = globalThis as { [keptIn]?: string | undefined; [keptAnew]?: boolean }

/** For commands that do little at some starts, such as an agent's that asks nothing: what was kept then is not all. */
export function keepMore(): void {
  keeper[keptAnew] = true
}
