#!/usr/bin/env node
/** The `xunzhang` command, as a CommonJS file: Node's loader of ES modules would take 4 ms of every start. */
import { otherCommands } from './commands/index.js'
import { loadProgram } from './program.js'

void loadProgram(`${import.meta.dirname}/`).run(process.argv.slice(2), otherCommands)
