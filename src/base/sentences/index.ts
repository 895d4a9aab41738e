/** Every reason of an error or a problem in English: its parameters, what is wrong, and what to do. */
import { cluster } from './cluster.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries } from './queries.js'
import { settings } from './settings.js'
import { sources } from './sources.js'
import { words } from './words.js'

/** Built when the first error is put into words, so that a run without errors doesn't pay for it. */
const all = () => ({
  ...queries(),
  ...indexes(),
  ...words(),
  ...sources(),
  ...cluster(),
  ...program(),
  ...settings(),
})

let built: ReturnType<typeof all> | undefined

export const sentences = () => (built ??= all())
