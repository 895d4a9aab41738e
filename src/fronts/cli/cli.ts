#!/usr/bin/env node
/** The `xunzhang` command. It keeps the compiled program for the next start. */
import type * as program from './run.js'
import { createLoader } from '../../indexing/threads/kept-code.js'
import { commandNames } from './command-names.js'

/** Since Node 22.1; for the modules that the program imports. */
interface CompileCaching {
  readonly enableCompileCache?: () => unknown
}

if (!process.versions.node.startsWith('20.'))
  (process.getBuiltinModule('node:module') as CompileCaching).enableCompileCache?.()

const command = commandNames.find((name) => name === process.argv[2]) ?? 'other'
const importModule = async (name: string): Promise<unknown> => import(name)
const load = createLoader({ command, keeps: true, require, importModule })
const loaded = load(`${__dirname}/run.cjs`)
void (loaded as typeof program).run(process.argv.slice(2))
