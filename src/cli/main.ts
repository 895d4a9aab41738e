#!/usr/bin/env node
/** The `xunzhang` command. */
import { otherCommands } from './commands/index.js'
import { loadProgram } from './program.js'

const { fileURLToPath } = process.getBuiltinModule('node:url')

await loadProgram(fileURLToPath(new URL('.', import.meta.url))).run(process.argv.slice(2), otherCommands)
