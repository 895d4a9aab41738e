/** The tables of English sentences. They define the reasons and what parameters each takes. */
import { lazy } from '../growing.js'
import { cluster } from './cluster.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries } from './queries.js'
import { settings } from './settings.js'
import { sources } from './sources.js'
import { words } from './words.js'

export const tables = lazy(() => [queries(), indexes(), words(), sources(), cluster(), program(), settings()])

export type Tables = ReturnType<typeof tables>[number]
