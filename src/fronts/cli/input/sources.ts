/**
 * The sources of `index` and `push`: paths, lists of files, standard input, and the rules by which files are chosen.
 */
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { XunzhangError, systemCodeOf } from '../../../base/errors.js'
import { knownRoots } from '../../../indexing/known-roots.js'
import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions, FileList, SourceRules } from '../../../library/types.js'
import { holdsIndex } from '../../../library/find-index.js'
import { given, type Context } from '../command.js'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { interrupted } from '../../../storage/commit/write-errors.js'
import { isFolder, makeTemporaryFolder, unwritable } from './files.js'

/*
 * Standard input as a file, because an index is built from files, which are read in parts and by several threads. Its
 * articles are named `stdin`, or by their own names if they have any.
 */

const standardInput = '-'

/**
 * Keeps standard input in a temporary file.
 * @param id the name of its article; default `stdin`
 * @param isForced the input may be empty; otherwise empty input means that the writing program failed
 * @throws XunzhangError INTERRUPTED at the signal, NOT_WRITABLE; INPUT_MISSING for empty input
 */
async function spoolInput(id: string | undefined, signal: AbortSignal, context: Context, isForced: boolean) {
  const file = join(makeTemporaryFolder('stdin'), 'stdin')
  const isJsonLines = await writeTo(file, context.input(), signal).catch((error: unknown) => {
    throw signal.aborted ? interrupted() : unwritable(error, tmpdir())
  })
  if (!isForced && statSync(file).size === 0) throw new XunzhangError('SOURCE_GONE', { what: 'input' })
  const name = inputName(id)
  // The extension of JSON Lines lets a large input be read in parts; other formats are recognised by their first bytes.
  return { file, name: isJsonLines && !/\.(?:jsonl|ndjson)$/i.test(name) ? `${name}.jsonl` : name }
}

/** A name inside the index; a path that leads out of it is refused. */
function inputName(id = 'stdin'): string {
  const name = id.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+/, '')
  if (name !== '' && !name.split('/').includes('..')) return name
  throw new XunzhangError('SOURCE_REFUSED', { what: 'id', id })
}

async function writeTo(file: string, input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<boolean> {
  let isJsonLines: boolean | undefined
  const looked = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
      isJsonLines ??= /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))
      yield chunk
    }
  }
  await pipeline(Readable.from(looked()), createWriteStream(file), { signal })
  return isJsonLines === true
}

type Sources = Pick<BuildOptions, 'paths' | 'lists' | 'pipe' | 'only' | 'rules'>

/** The source of a new index if none is given. */
export const defaultSource = 'corpus'

/**
 * @param dir the index; undefined for a collection on a cluster
 * @throws XunzhangError USAGE, INPUT_MISSING, INPUT_UNREADABLE, NOT_WRITABLE; INTERRUPTED at the signal
 */
export async function readSources(
  values: ValuesAt<'push'>,
  operands: readonly string[],
  signal: AbortSignal,
  context: Context,
  dir?: string,
): Promise<Sources> {
  const { only, force, id } = values
  const listed = values['files-from']
  const isPiped = operands.includes(standardInput)
  if (isPiped && listed === standardInput) throw new XunzhangError('SOURCE_REFUSED', { what: 'twice' })
  if (id !== undefined && !isPiped) throw new XunzhangError('SOURCE_REFUSED', { what: 'unread' })
  const names = listed === undefined ? [] : await readNames(listed, values.null === true, context)
  if (listed !== undefined && names.length === 0 && force !== true) {
    throw new XunzhangError('SOURCE_GONE', { what: 'list' }, { where: listed })
  }
  const paths = [...operands.filter((path) => path !== standardInput), ...names.filter(isFolder)]
  const files = names.filter((name) => !isFolder(name))
  const sources = {
    paths,
    ...(files.length > 0 && { lists: listsOf(files) }),
    ...(isPiped && { pipe: await spoolInput(id, signal, context, force === true) }),
    ...(only === true && { only }),
    ...rulesOf(values),
  }
  const isNothing = operands.length === 0 && listed === undefined
  return isNothing ? { ...sources, paths: usualPaths(only === true, force === true, dir) } : sources
}

/** If nothing is given, an index is updated from all its sources; a new one is made from ./corpus. */
function usualPaths(isOnly: boolean, isForced: boolean, dir: string | undefined): readonly string[] {
  if (!isOnly && (dir === undefined || knownRoots(dir).length > 0)) return []
  if (dir !== undefined && holdsIndex(dir)) {
    if (!isForced) return [] // Opening it reports why its sources are unknown.
    throw new XunzhangError('SOURCE_REFUSED', { what: 'unrecorded' }, { where: dir })
  }
  if (existsSync(defaultSource)) return [defaultSource]
  throw new XunzhangError('SOURCE_REFUSED', { what: 'none' })
}

async function readNames(from: string, isNull: boolean, context: Context): Promise<string[]> {
  try {
    const list = await text(from === standardInput ? context.input() : createReadStream(from))
    return [...new Set(list.split(isNull ? '\0' : /\r?\n/).filter((name) => name !== ''))]
  } catch (error) {
    throw new XunzhangError('FILE_UNREADABLE', { system: systemCodeOf(error) }, { where: from, cause: error })
  }
}

/** Files below the current folder are named by their path from there, others by their whole path. */
function listsOf(names: readonly string[]): FileList[] {
  const here = resolve('.')
  const paths = names.map((name) => resolve(name))
  const isInside = (path: string): boolean => path.startsWith(here + sep)
  const listIn = (folder: string, files: readonly string[]): FileList => {
    return { folder, files: files.map((path) => relative(folder, path).replaceAll(sep, '/')) }
  }
  const inside = listIn(here, paths.filter(isInside))
  const outside = listIn(
    resolve('/'),
    paths.filter((path) => !isInside(path)),
  )
  return [inside, outside].filter(({ files }) => files.length > 0)
}

type BuildNames = 'jobs' | 'memory' | 'tokenizer' | 'lexicon'

export function readBuildOptions(values: Pick<ValuesAt<'index'>, BuildNames>): Pick<BuildOptions, BuildNames> {
  return given(values, 'jobs', 'memory', 'tokenizer', 'lexicon')
}

type RuleValues = ValuesAt<'inspect'> & Pick<ValuesAt<'index'>, 'allow-empty'>

/** Empty if no option is given; then the rules recorded in the index apply. An empty pattern alone clears them. */
export function rulesOf(values: RuleValues): Pick<BuildOptions, 'rules'> {
  const { include, exclude, clean, hidden, drafts } = values
  const { 'no-ignore': noIgnore, 'all-pages': allPages, 'allow-empty': allowEmpty } = values
  const flags = Object.entries({ noIgnore, hidden, drafts, allPages, allowEmpty }).filter(([, flag]) => flag === true)
  const patterns = Object.entries({ include, exclude }).map(([name, list = []]) => {
    return [name, list.filter((pattern) => pattern !== '')] as const
  })
  if ((include ?? exclude ?? clean) === undefined && flags.length === 0) return {}
  return {
    rules: {
      ...Object.fromEntries(patterns.filter(([, list]) => list.length > 0)),
      ...given(values, 'clean'),
      ...(Object.fromEntries(flags) as SourceRules),
    },
  }
}
