/**
 * Loaded before the program (`node --import`): a worker thread that opens a file whose name begins with `killer` takes
 * all the memory it may have, one that opens an `exit` file ends.
 */
import fs from 'node:fs'
import { basename } from 'node:path'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const exhaust = () => {
  const held = []
  for (;;) held.push(new Array(100_000).fill(held.length + 0.5))
}

if (!isMainThread) {
  for (const name of ['openSync', 'readFileSync']) {
    const original = fs[name]
    fs[name] = (path, ...others) => {
      if (typeof path === 'string' && basename(path).startsWith('killer')) exhaust()
      if (typeof path === 'string' && basename(path).startsWith('exit')) process.exit(7)
      return original(path, ...others)
    }
  }
  syncBuiltinESMExports()
}
