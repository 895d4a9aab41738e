/** In the entry: the command of service.cjs, beside it. */
import type * as service from '../../src/cli/commands/mcp-command.js'
import { loadScript } from '../../src/cli/program.js'

export const { mcpCommand } = loadScript(`${import.meta.dirname}/service`) as typeof service
