/**
 * What an index is made of, against a plain model: whatever is indexed, forgotten, edited, renamed and deleted, the index
 * holds of each root the files that were there when it was looked at last.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSegments, readManifest } from '../../src/storage/commit/snapshot.js'
import { createPlaceLookup } from '../../src/storage/commit/catalog.js'
import { isXunzhangError } from '../../src/base/errors.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import { Field } from '../../src/storage/segment/fields.js'
import { absolutePath } from '../../src/source/roots.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { emptyDisk, indexDir } from './support.js'
import { volume } from '../support/volume.js'

const folders = ['a', 'a/s', 'b', 'c'] as const
const files = folders.flatMap((folder) => [`${folder}/x.md`, `${folder}/y.md`])
type Folder = (typeof folders)[number]

type Step =
  | { readonly do: 'write'; readonly file: string }
  | { readonly do: 'remove'; readonly file: string }
  | { readonly do: 'rename'; readonly file: string; readonly to: string }
  | { readonly do: 'drop'; readonly folder: Folder }
  | { readonly do: 'index'; readonly paths: readonly Folder[]; readonly force: boolean; readonly only: boolean }
  | { readonly do: 'forget'; readonly folder: Folder }

const folder = fc.constantFrom(...folders)
const file = fc.constantFrom(...files)
const write = fc.record({ do: fc.constant('write' as const), file })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: write },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), file }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), file, to: file }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), folder }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('index' as const),
      paths: fc.oneof(fc.constant([]), fc.uniqueArray(folder, { minLength: 1, maxLength: 2 })),
      force: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      only: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('forget' as const), folder }) },
)

const isIn = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`)

/** What the rules say, over paths below one folder. */
interface Model {
  readonly roots: readonly string[]
  /** Roots that held nothing when they were looked at last. */
  readonly empty: ReadonlySet<string>
  readonly held: ReadonlyMap<string, string>
}

const nothing: Model = { roots: [], empty: new Set(), held: new Map() }

/** @returns undefined where the rules refuse */
function expected(
  model: Model,
  { paths, force, only }: Extract<Step, { do: 'index' }>,
  disk: ReadonlyMap<string, string>,
  isThere: (path: string) => boolean,
): Model | undefined {
  if (paths.some((path) => !isThere(path))) return undefined
  const kept = only ? [] : model.roots
  if (paths.length === 0 && kept.length === 0 && !force) return undefined
  const roots = [...kept]
  for (const path of paths) {
    const holder = [...kept, ...paths].find((root) => root !== path && isIn(path, root))
    // What the root around it reads needs no root of its own; where that one reads nothing of it, it gets one.
    const isCovered = holder !== undefined && [...disk.keys()].some((name) => isIn(name, path))
    if (!roots.includes(path) && !isCovered) roots.push(path)
  }
  const isAll = paths.length === 0 || force
  const looked = roots.filter((root) => isAll || paths.some((path) => isIn(path, root) || isIn(root, path)))
  const fullIn = (root: string): boolean => [...disk.keys()].some((name) => isIn(name, root))
  const wasFull = (root: string): boolean => model.roots.includes(root) && !model.empty.has(root)
  if (!force && looked.some((root) => wasFull(root) && !fullIn(root))) return undefined
  const next = look({ ...model, roots }, looked, disk)
  const before = model.held.size
  return !force && before > 0 && next.held.size === 0 ? undefined : next
}

function look(model: Model, looked: readonly string[], disk: ReadonlyMap<string, string>): Model {
  const { roots } = model
  const held = new Map(
    [...model.held].filter(
      ([name]) => roots.some((root) => isIn(name, root)) && !looked.some((root) => isIn(name, root)),
    ),
  )
  for (const [name, text] of disk) if (looked.some((root) => isIn(name, root))) held.set(name, text)
  const stay = [...model.empty].filter((root) => roots.includes(root) && !looked.includes(root))
  const now = looked.filter((root) => ![...disk.keys()].some((name) => isIn(name, root)))
  return { roots, empty: new Set([...stay, ...now]), held }
}

function readAll(root: string): Map<string, string> {
  return new Map(
    files.filter((name) => existsSync(join(root, name))).map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  )
}

/** Path below the folder and text of every live article. */
function heldBy(disk: MemoryDisk, root: string): Map<string, string> {
  const manifest = readManifest(disk, indexDir)
  if (manifest === undefined) return new Map()
  const placeOf = createPlaceLookup(manifest)
  const held = new Map<string, string>()
  for (const segment of openSegments(disk, indexDir, manifest, 'mirror')) {
    for (let article = 0; article < segment.articles; article++) {
      if (segment.isDeleted(article)) continue
      const { id, file: number } = segment.record(article)
      const path = absolutePath(placeOf(segment.pathOf(number)))!.slice(root.length + 1)
      expect(placeOf(id)).toEqual(placeOf(segment.pathOf(number)))
      expect(held.has(path)).toBe(false)
      held.set(path, segment.text(article, Field.body))
    }
  }
  return held
}

describe('an index after any sequence of changes', () => {
  it('holds exactly what the rules say, and a refused command changes nothing', async () => {
    let counter = 0
    const run = async (steps: readonly Step[]): Promise<void> => {
      const root = mkdtempSync(join(tmpdir(), 'xunzhang-roots-'))
      for (const name of folders) mkdirSync(join(root, name), { recursive: true })
      const disk = emptyDisk()
      let model = nothing
      try {
        for (const one of steps) {
          if (one.do === 'write') {
            mkdirSync(dirname(join(root, one.file)), { recursive: true })
            writeFileSync(join(root, one.file), `渡口${counter++}`)
          } else if (one.do === 'remove') rmSync(join(root, one.file), { force: true })
          else if (one.do === 'drop') rmSync(join(root, one.folder), { recursive: true, force: true })
          else if (one.do === 'rename') {
            if (existsSync(join(root, one.file)) && existsSync(dirname(join(root, one.to))))
              renameSync(join(root, one.file), join(root, one.to))
          } else {
            const options = { dir: indexDir, jobs: 1, tokenizer: 'bigram' } as const
            const now = readAll(root)
            const isThere = (path: string): boolean => existsSync(join(root, path))
            let next: Model | undefined
            let asked: Parameters<typeof buildIndex>[0]
            if (one.do === 'index') {
              next = expected(model, one, now, isThere)
              asked = { ...options, paths: one.paths.map((path) => join(root, path)), only: one.only, force: one.force }
            } else {
              const roots = model.roots.filter((path) => path !== one.folder)
              const looked = roots.filter((path) => isIn(path, one.folder) || isIn(one.folder, path))
              const isEmptied = looked.some(
                (path) => !model.empty.has(path) && ![...now.keys()].some((name) => isIn(name, path)),
              )
              next = model.roots.includes(one.folder) && !isEmptied ? look({ ...model, roots }, looked, now) : undefined
              asked = { ...options, paths: [], forget: [join(root, one.folder)] }
            }
            const outcome = await buildIndex(asked, { fileSystem: disk }).catch((error: unknown) => {
              if (isXunzhangError(error)) return undefined
              throw error
            })
            expect(outcome === undefined).toBe(next === undefined)
            model = next ?? model
          }
          expect(heldBy(disk, root)).toEqual(model.held)
        }
      } finally {
        rmSync(root, { recursive: true })
      }
    }
    const runs = volume(40, 2000)
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), run), { numRuns: runs })
  }, 120_000)
})
