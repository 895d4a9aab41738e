/** In dist/chunks: the terminal UI of screen.cjs, one folder up. */
import { fileURLToPath } from 'node:url'
import type * as tui from '../../src/tui/index.js'
import { loadScript } from '../../src/cli/program.js'

/** What screen.cjs exports. */
export interface Screen {
  readonly load: () => Promise<typeof tui>
}

const { load } = loadScript(fileURLToPath(new URL('../screen', import.meta.url))) as Screen

export const { runTui, themeLines } = await load()
