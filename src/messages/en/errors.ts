/** Every reason of an error or a problem in English: its parameters, what is wrong, and what to do. */
import { cluster } from './cluster.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries } from './queries.js'
import { settings } from './settings.js'
import { sources } from './sources.js'
import { words } from './words.js'

export const sentences = {
  ...queries,
  ...indexes,
  ...words,
  ...sources,
  ...cluster,
  ...program,
  ...settings,
}
