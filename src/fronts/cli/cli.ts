#!/usr/bin/env node
/** The `xunzhang` command. It keeps the compiled program for the next start. */
import { loadWithKeptCode } from './kept-code.js'
import type * as program from './run.js'

/** Of run.cjs, from the build. */
declare const programDigest: string

/** Since Node 22.1; for the modules that the program imports. */
interface CompileCaching {
  readonly enableCompileCache?: () => unknown
}

if (!process.versions.node.startsWith('20.'))
  (process.getBuiltinModule('node:module') as CompileCaching).enableCompileCache?.()

const importModule = async (name: string): Promise<unknown> => import(name)
const loaded = loadWithKeptCode(`${__dirname}/run.cjs`, programDigest, require, importModule)
void (loaded as typeof program).run(process.argv.slice(2))
