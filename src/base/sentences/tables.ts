/** The tables of English sentences. They define the reasons and what parameters each takes. */
import { lazy } from '../growing.js'
import { cluster, settings, sources } from '#sentences-elsewhere'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries, words } from './queries.js'

export const tables = lazy(() => [queries(), indexes(), words(), sources(), cluster(), program(), settings()])

export type Tables = ReturnType<typeof tables>[number]
