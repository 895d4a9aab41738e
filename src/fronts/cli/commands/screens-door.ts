import { type Context, defineCommand, indexFolders } from '../command.js'
import { mkdirSync, writeFileSync, existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { readDataFile } from '../../../text/analyzers/data-files.js'
import { makeTemporaryFolder } from '../input/files.js'
import { homedir } from 'node:os'
import { knownRoots } from '../../../indexing/known-roots.js'
import { openIndex } from '../../../library/open-index.js'
import { isClusterAddress } from '../../../storage/store/address.js'
import { openTokenizer } from '../../../text/analyzers/tokenizing.js'
import { runTui, type TuiOptions } from '../../tui/index.js'
import { defaultSource } from '../input/sources.js'

/* Starts the terminal UI from the command line with the engine's use cases, and prints the marked articles. */

/**
 * Runs the UI; afterwards prints the marked articles, one per line and unescaped, for programs that read them.
 * @returns the exit status
 */
async function openScreen(
  dirs: readonly string[],
  query: string,
  context: Context,
  how: Pick<TuiOptions, 'print' | 'select'> = {},
) {
  const { exitCode, marked } = await runTui({
    dir: dirs.join(', '),
    query,
    language: context.language,
    env: context.environment,
    color: context.color,
    open: () => openIndex(dirs),
    ...offerBuild(dirs, context),
    words: await wordBorders(),
    ...how,
    stdin: process.stdin,
    stdout: process.stdout,
  })
  for (const path of marked) await context.out.write(`${path}\n`)
  return exitCode
}

/**
 * Offers to update the index from its sources; without an index, to build one from ./corpus if it exists, else from the
 * current folder. For a cluster or several indexes, nothing is offered.
 */
function offerBuild([dir = '', ...others]: readonly string[], context: Context): Pick<TuiOptions, 'build' | 'plan'> {
  if (others.length > 0 || isClusterAddress(dir)) return {}
  const build = (paths: readonly string[]) =>
    ({
      build: async (options) => (await building()).buildIndex({ ...options, paths, dir }),
    }) satisfies Pick<TuiOptions, 'build'>
  if (knownRoots(dir).length > 0) return build([])
  const source = firstSource()
  if (source === undefined) return {}
  return { ...build([source]), plan: async () => (await building()).buildPlan(source, context) }
}

/** The folder of a first build; undefined for a whole home folder or disk. */
function firstSource(): string | undefined {
  if (existsSync(defaultSource)) return defaultSource
  const here = resolve('.')
  return here === homedir() || here === dirname(here) ? undefined : here
}

/** Loads the readers of all formats only when they are needed. */
const building = () => import('./sources-door.js')

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

export const demoCommand = defineCommand('demo', {
  usage: ({ query }) => `[${query}…]`,
  async run(_values, operands, context) {
    const dir = makeTemporaryFolder('demo')
    await (await building()).buildIndex({ paths: [unpackSample()], dir, jobs: 1 })
    return openScreen([dir], operands.join(' '), context)
  },
})

/** Indexes the files that standard input names, one a line, for example those that `rg -l` found. */
async function indexOfListed(): Promise<string> {
  const paths = (await text(process.stdin)).split('\n').filter((line) => line !== '')
  const dir = makeTemporaryFolder('listed')
  await (await building()).buildIndex({ paths, dir, jobs: 1 })
  return dir
}

function unpackSample(): string {
  const folder = makeTemporaryFolder('sample')
  const files = JSON.parse(Buffer.from(readDataFile('sample.json')).toString()) as Readonly<Record<string, string>>
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes, 'latin1')
  }
  return folder
}

export const tuiCommand = defineCommand('tui', {
  usage: ({ query }) => `[${query}…]`,
  async run(values, operands, context) {
    if (operands[0] === '-' && !process.stdin.isTTY)
      return openScreen([await indexOfListed()], operands.slice(1).join(' '), context, values)
    return openScreen(indexFolders(values, context), operands.join(' '), context, values)
  },
})
