/** In dist/: loads the terminal UI from screen.cjs beside this file. */
import { fileURLToPath } from 'node:url'
import type * as tui from '../../src/tui/index.js'
import { loadScript } from '../../src/cli/program.js'

/** What screen.cjs exports. */
export interface Screen {
  readonly load: () => Promise<typeof tui>
}

const load = () => (loadScript(fileURLToPath(new URL('screen', import.meta.url))) as Screen).load()

export const runTui: typeof tui.runTui = async (...given) => (await load()).runTui(...given)
export const themeLines: typeof tui.themeLines = async (...given) => (await load()).themeLines(...given)
