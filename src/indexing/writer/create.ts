/** Creates an index without articles, to which a program adds them. */
import { join, resolve } from '#system/path'
import { openAnalyzer, readUserWords } from '../../text/analyzers/analyzers.js'
import { readWord } from '../../text/lexicon/user-lexicon.js'
import { tokenizerOf, type TokenizerName } from '../../text/tokenizers/index.js'
import { provideTokenizer, type TokenizerFunction } from '../../text/tokenizers/given.js'
import { commit, fileNumbers } from '../../storage/commit/commit.js'
import { joinWords } from '../../storage/commit/lexicon-state.js'
import { readManifest } from '../../storage/commit/snapshot.js'
import { explainWriteError } from '../../storage/commit/write-errors.js'
import { XunzhangError } from '../../base/errors.js'
import { manifestName, type Manifest } from '../../storage/segment/manifest.js'
import type { FieldTypes } from '../../text/schema.js'
import { formatVersion } from '../../storage/segment/format.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { makeDurableFolder } from '../../storage/store/atomic.js'
import { acquireLock } from '../../storage/store/lock.js'

export interface NewIndex {
  readonly tokenizer?: TokenizerName | TokenizerFunction | undefined
  readonly lexicon?: string | undefined
  /** User words, each as in a line of a lexicon. */
  readonly words?: readonly string[] | undefined
  /** The compiled lexicon in place of the program's own. */
  readonly compiled?: Uint8Array | undefined
  readonly fields?: FieldTypes | undefined
}

/** What a crash may have left of an index, and hidden files. @throws XunzhangError USAGE if there is anything else */
function requireOwnFolder(fs: FileSystem, dir: string): void {
  const isOther = (name: string): boolean => !/^(?:\.|\d+\.|write\.lock|manifest\.json)/.test(name)
  if (fs.exists(dir) && fs.list(dir).some(isOther))
    throw new XunzhangError('INDEX_UNFIT', { what: 'others' }, { where: dir })
}

/**
 * Creates the index; does nothing if there is one.
 * @throws XunzhangError USAGE if the existing index has other fields; INDEX_LOCKED, NOT_WRITABLE, DISK_FULL,
 * LEXICON_INVALID
 */
export function makeIndex(fs: FileSystem, dir: string, options: NewIndex): void {
  const { tokenizer: named = 'native' } = options
  const tokenizer = (typeof named === 'string' ? named : provideTokenizer(named)) as TokenizerName
  try {
    const before = readManifest(fs, dir)
    if (before !== undefined) return requireSameFields(before, options.fields, dir)
    requireOwnFolder(fs, dir)
    makeDurableFolder(fs, resolve(dir), () => fs.exists(join(dir, manifestName)))
    const lock = acquireLock(fs, dir)
    try {
      const meanwhile = readManifest(fs, dir)
      if (meanwhile !== undefined) return requireSameFields(meanwhile, options.fields, dir)
      const context = { fs, dir, lock, nextFile: fileNumbers(fs, dir, undefined) }
      const { lexicon: file = '' } = options
      const taught = (options.words ?? []).map(readWord)
      if (taught.length > 0 && tokenizerOf(tokenizer)?.usesLexicon !== true)
        throw new XunzhangError('INDEX_UNFIT', { what: 'tokenizer', tokenizer }, { where: dir })
      const lexicon = file === '' ? '' : resolve(file)
      const words = joinWords(lexicon === '' ? [] : readUserWords(lexicon), taught)
      const analyzer = openAnalyzer({ tokenizer, lexicon, words, shared: options.compiled }).id
      const base = {
        version: formatVersion,
        generation: 1,
        analyzer,
        tokenizer,
        lexicon,
        clean: false,
        roots: [],
        ...(Object.keys(options.fields ?? {}).length > 0 && { fields: options.fields! }),
      }
      commit(context, [], { files: [], repeated: new Map(), lexicon: { taught, applied: words } }, base)
    } finally {
      lock.release()
    }
  } catch (error) {
    throw explainWriteError(error, dir)
  }
}

/** Fields can't be changed afterwards: articles would have to be read again for the values of new ones. */
function requireSameFields({ fields = {} }: Manifest, wanted: FieldTypes | undefined, where: string): void {
  if (wanted === undefined) return
  const names = new Set([...Object.keys(fields), ...Object.keys(wanted)])
  const field = [...names].find((name) => fields[name] !== wanted[name])
  if (field === undefined) return
  const type = fields[field]
  const parameters =
    type === undefined ? { what: 'unknown' as const, field } : { what: 'differs' as const, field, type }
  throw new XunzhangError('FIELD_DECLARATION', parameters, { where })
}
