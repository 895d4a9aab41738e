/** The questions, in the order of the report. */
import { build } from './build.js'
import { fresh } from './fresh.js'
import { memory } from './memory.js'
import { open } from './open.js'
import { phrases } from './phrases.js'
import { clean, screen, sites, tokenize } from './programs.js'
import type { Question } from './question.js'
import { ranking } from './ranking.js'
import { scale } from './scale.js'
import { search } from './search.js'
import { size } from './size.js'
import { snippets } from './snippets.js'
import { update } from './update.js'

export const questions: readonly Question[] = [
  build,
  update,
  size,
  memory,
  open,
  search,
  phrases,
  fresh,
  ranking,
  snippets,
  tokenize,
  clean,
  sites,
  screen,
  scale,
]
