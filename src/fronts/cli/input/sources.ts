/**
 * The sources of `index` and `push`: paths, lists of files, standard input, and the rules by which files are chosen.
 */
import { createReadStream, existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { systemCodeOf, XunzhangError } from '../../../base/errors.js'
import { knownRoots } from '../../../indexing/known-roots.js'
import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions, FileList } from '../../../library/types.js'
import type { Context } from '../context.js'
import { isFolder } from './is-folder.js'
import { readText } from './read-text.js'
import { rulesOf } from './source-rules.js'
import { spoolInput, standardInput } from './standard-input.js'

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
  if (isPiped && listed === standardInput) throw new XunzhangError('INPUT_TWICE', {})
  if (id !== undefined && !isPiped) throw new XunzhangError('ID_WITHOUT_INPUT', {})
  const names = listed === undefined ? [] : await readNames(listed, values.null === true, context)
  if (listed !== undefined && names.length === 0 && force !== true) {
    throw new XunzhangError('NAMES_EMPTY', {}, { where: listed })
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
  return isNothing ? { ...sources, paths: usualPaths(only === true, dir) } : sources
}

/** If nothing is given, an index is updated from all its sources; a new one is made from ./corpus. */
function usualPaths(isOnly: boolean, dir: string | undefined): readonly string[] {
  if (!isOnly && (dir === undefined || knownRoots(dir).length > 0)) return []
  if (existsSync(defaultSource)) return [defaultSource]
  throw new XunzhangError('NOTHING_TO_INDEX', {})
}

async function readNames(from: string, isNull: boolean, context: Context): Promise<string[]> {
  try {
    const text = await readText(from === standardInput ? context.input() : createReadStream(from))
    return [...new Set(text.split(isNull ? '\0' : /\r?\n/).filter((name) => name !== ''))]
  } catch (error) {
    throw new XunzhangError('FILE_UNREADABLE', { system: systemCodeOf(error) }, { where: from, cause: error })
  }
}

/** Files below the current folder are named by their path from there, others by their whole path. */
function listsOf(names: readonly string[]): FileList[] {
  const here = resolve('.')
  const top = resolve('/')
  const inside: string[] = []
  const outside: string[] = []
  for (const name of names) {
    const path = resolve(name)
    const isHere = path.startsWith(here + sep)
    ;(isHere ? inside : outside).push(relative(isHere ? here : top, path).replaceAll(sep, '/'))
  }
  return [
    { folder: here, files: inside },
    { folder: top, files: outside },
  ].filter(({ files }) => files.length > 0)
}
