/** Mutation score: faults that a program plants, not a person, in a sample of the places where that can be done. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Random } from '../forged/random.js'
import { changesIn } from './changes.js'
import type { Change } from './changes.js'
import type { PlantedFault } from './fault.js'

export interface Mutant extends PlantedFault {
  /** From the folder of sources. */
  readonly path: string
  /** All of the file, changed. */
  readonly changed: string
}

export const sources = fileURLToPath(new URL('../../../src', import.meta.url))

/** So many mutants of the files under the folders, drawn without repeating one. */
export function drawMutants(folders: readonly string[], count: number, random: Random): Mutant[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const texts = new Map(files.map((path) => [path, readFileSync(join(sources, path), 'utf8')]))
  const all = files
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .flatMap((path) => {
      const file = ts.createSourceFile(path, texts.get(path)!, ts.ScriptTarget.Latest, true)
      return changesIn(file).map((change) => ({ path, change }))
    })
  const mutants: Mutant[] = []
  while (mutants.length < count && all.length > 0) {
    const [{ path, change } = all[0]!] = all.splice(random.below(all.length), 1)
    const mutant = mutantOf(path, change, texts)
    if (mutant !== undefined) mutants.push(mutant)
  }
  return mutants
}

/** With as many lines around the change as make it the only such place in files of that name. */
function mutantOf(path: string, change: Change, texts: ReadonlyMap<string, string>): Mutant | undefined {
  const text = texts.get(path)!
  const changed = text.slice(0, change.start) + change.to + text.slice(change.end)
  if (!isProgram(changed)) return undefined
  const file = basename(path)
  const alike = Array.from(texts).filter(([other]) => basename(other) === file)
  let from = text.lastIndexOf('\n', change.start) + 1
  let end = (text.indexOf('\n', change.end) + 1 || text.length + 1) - 1
  const places = (): number => alike.reduce((sum, [, other]) => sum + other.split(text.slice(from, end)).length - 1, 0)
  while (places() > 1 && (from > 0 || end < text.length)) {
    from = text.lastIndexOf('\n', Math.max(0, from - 2)) + 1
    end = (text.indexOf('\n', end + 1) + 1 || text.length + 1) - 1
  }
  if (places() !== 1) return undefined
  const line = text.slice(0, change.start).split('\n').length
  const to = text.slice(from, change.start) + change.to + text.slice(change.end, end)
  return { name: `${path}:${line}: ${change.what}`, file, path, from: text.slice(from, end), to, changed }
}

/** Any test finds what can't be read. */
function isProgram(text: string): boolean {
  return ts.transpileModule(text, { reportDiagnostics: true }).diagnostics!.length === 0
}
