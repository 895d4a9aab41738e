/** Teaches words to an index. Added and removed words wait in the index until the next run of `index` applies them. */
import { resolve } from 'node:path'
import { acquireLock } from '../../storage/store/lock.js'
import type { UserWord } from '../../text/lexicon/overlay.js'
import { parseUserLexicon, readUserLexicon } from '../../text/lexicon/user-lexicon.js'
import { commitWords, fileNumbers, removeAfterFailure, removeLeftovers } from '../../storage/commit/commit.js'
import { machine, type Environment } from '../../storage/commit/snapshot.js'
import { explainWriteError } from '../../storage/commit/write-errors.js'
import { readLexiconState, requireTeachable, type LexiconState } from '../../storage/commit/lexicon-state.js'

export { readWord } from '../../text/lexicon/user-lexicon.js'
export type { UserWord } from '../../text/lexicon/overlay.js'

export interface TaughtWord extends UserWord {
  /** Whether the word isn't applied yet: the next run of `index` will be the first to tokenize with it. */
  readonly isWaiting: boolean
}

export interface LexiconReport {
  /** Words that were added, removed, or given another frequency. */
  readonly changed: readonly string[]
  /** All words taught to the index, in the order of teaching. */
  readonly words: readonly TaughtWord[]
}

/**
 * Reads words in jieba's format. If a line is invalid, the whole text is refused.
 * @param where the name that errors give together with the line
 * @returns the words, and the lines that are skipped because letters and signs are tokenized by rule
 * @throws XunzhangError LEXICON_INVALID
 */
export function readWordList(text: string, where: string): { words: readonly UserWord[]; skipped: readonly number[] } {
  const words = parseUserLexicon(text, where)
  return { words, skipped: readUserLexicon(text).skipped }
}

/** @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_LOCKED, NOT_WRITABLE, DISK_FULL */
export function addWords(dir: string, words: readonly UserWord[], environment?: Environment): LexiconReport {
  return change(dir, environment, ({ taught }) => {
    const known = new Map(taught.map((word) => [word.word, word]))
    const news = words.filter(({ word, frequency }) => !known.has(word) || known.get(word)!.frequency !== frequency)
    for (const word of news) known.set(word.word, word)
    return { taught: [...known.values()], changed: news.map(({ word }) => word) }
  })
}

/** @throws XunzhangError as {@link addWords} */
export function removeWords(dir: string, words: readonly string[], environment?: Environment): LexiconReport {
  return change(dir, environment, ({ taught }) => {
    const gone = new Set(words)
    const changed = taught.filter(({ word }) => gone.has(word)).map(({ word }) => word)
    return { taught: taught.filter(({ word }) => !gone.has(word)), changed }
  })
}

/** @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED */
export function listWords(dir: string, { fileSystem: fs }: Environment = machine): LexiconReport {
  const state = readLexiconState(fs, dir, requireTeachable(fs, dir))
  return { changed: [], words: describe(state) }
}

type Change = (state: LexiconState) => { readonly taught: readonly UserWord[]; readonly changed: readonly string[] }

/**
 * Changes the taught words. What is reported as done survives a power cut, even if a run that was killed had written
 * it; therefore the folder is synced even if nothing changes.
 */
function change(where: string, { fileSystem: fs }: Environment = machine, decide: Change): LexiconReport {
  const dir = resolve(where)
  requireTeachable(fs, where)
  try {
    const lock = acquireLock(fs, dir)
    try {
      const manifest = requireTeachable(fs, dir)
      const state = readLexiconState(fs, dir, manifest)
      const { taught, changed } = decide(state)
      const next = { ...state, taught }
      if (changed.length === 0) fs.syncFolder(dir)
      else {
        const nextFile = fileNumbers(fs, dir, manifest)
        removeLeftovers(fs, dir, commitWords({ fs, dir, lock, nextFile }, next, manifest))
      }
      return { changed, words: describe(next) }
    } catch (error) {
      removeAfterFailure({ fs, dir, lock })
      throw error
    } finally {
      lock.release()
    }
  } catch (error) {
    throw explainWriteError(error, where)
  }
}

function describe({ taught, applied }: LexiconState): TaughtWord[] {
  const cut = new Map(applied.map((word) => [word.word, word]))
  return taught.map((word) => ({
    ...word,
    isWaiting: !cut.has(word.word) || cut.get(word.word)!.frequency !== word.frequency,
  }))
}
