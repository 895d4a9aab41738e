/** The terminal UI from the command line: it gets the engine's use cases, we get the marked paths. */
import { existsSync } from 'node:fs'
import type { buildIndex } from '../../indexing/build-index.js'
import { openIndex } from '../../library/open-index.js'
import { isClusterAddress } from '../../commit/require-folder.js'
import { openTokenizer } from '../../analyzers/tokenizing.js'
import type { TuiOptions } from '../../tui/index.js'
import type { Context } from '../context.js'

const defaultSource = 'corpus'

/**
 * Runs the UI; afterwards prints the paths of marked articles, one a line, exactly, for programs that read them.
 * @returns the exit status
 */
export async function openScreen(dirs: readonly string[], query: string, context: Context): Promise<number> {
  const { runTui } = await import('../../tui/index.js')
  const { exitCode, marked } = await runTui({
    dir: dirs.join(', '),
    query,
    language: context.language,
    env: context.environment,
    color: context.color,
    open: () => openIndex(dirs),
    ...(await offerBuild(dirs)),
    words: await wordBorders(),
    stdin: process.stdin,
    stdout: process.stdout,
  })
  for (const path of marked) await context.out.write(`${path}\n`)
  return exitCode
}

/**
 * What was indexed before is indexed again; with no index, ./corpus where it is. Else, and for a cluster or several indexes,
 * nothing is offered.
 */
async function offerBuild([dir = '', ...others]: readonly string[]): Promise<Pick<TuiOptions, 'build'>> {
  if (others.length > 0 || isClusterAddress(dir)) return {}
  const roots = await rootsOf(dir)
  const paths = roots.length > 0 ? roots : existsSync(defaultSource) ? [defaultSource] : []
  return paths.length === 0 ? {} : { build: (options) => build({ ...options, paths, dir }) }
}

/** The readers of all formats are loaded once they are needed. */
async function build(options: Parameters<typeof buildIndex>[0]): ReturnType<typeof buildIndex> {
  return (await import('../../indexing/build-index.js')).buildIndex(options)
}

async function rootsOf(dir: string): Promise<readonly string[]> {
  try {
    const index = await openIndex(dir)
    try {
      return (await index.stats()).roots
    } finally {
      await index.close()
    }
  } catch {
    return [] // No index, or a damaged one: the UI tells which.
  }
}

/** Where words begin and end as the search sees them. */
async function wordBorders(): Promise<NonNullable<TuiOptions['words']>> {
  const tokenizer = await openTokenizer({})
  return (text) => {
    const borders: (readonly [number, number])[] = []
    for (const { kind, start, end } of tokenizer.terms(text)) {
      if (kind !== 'bigram' && start >= (borders.at(-1)?.[1] ?? 0)) borders.push([start, end])
    }
    return borders
  }
}
