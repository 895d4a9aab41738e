/** Every reason of an error or a problem in English: its parameters, what is wrong, and what to do. */
import type { Sentences } from '../sentence.js'
import { cluster } from './cluster.js'
import { indexes } from './indexes.js'
import { program } from './program.js'
import { queries } from './queries.js'
import { settings } from './settings.js'
import { sources } from './sources.js'
import { words } from './words.js'

/** For errors that are still thrown as a sentence. */
const plain = { PLAIN: ({ what, remedy }: { what: string; remedy: string }) => [what, remedy] } satisfies Sentences

export const sentences = {
  ...queries,
  ...indexes,
  ...words,
  ...sources,
  ...cluster,
  ...program,
  ...settings,
  ...plain,
}
