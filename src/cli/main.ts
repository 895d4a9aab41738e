#!/usr/bin/env node
/** The `xunzhang` command. Turns on the compile cache where Node has one, before the rest is loaded. */
import module from 'node:module'

/** Since Node 22.1; spares later starts the compilation. */
type WithCompileCache = typeof module & { enableCompileCache?: () => unknown }
;(module as WithCompileCache).enableCompileCache?.()

const { run } = await import('./run.js')
await run(process.argv.slice(2))
