/** In the entry: the command of indexing.cjs, beside it. */
import type * as indexing from '../../src/cli/commands/index-command.js'
import { loadScript } from '../../src/cli/program.js'

export const { indexCommand } = loadScript(`${import.meta.dirname}/indexing`) as typeof indexing
