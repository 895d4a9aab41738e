import { agents } from './agents.js'
import { cli } from './cli.js'
import { manual } from './manual.js'

export { element, page } from './page.js'
export { tui } from './tui.js'

export const program = () => ({ ...cli, agents, manual })
