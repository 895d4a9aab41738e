/**
 * The worker: runs the engine, fetches files of its own site and answers the page. Nothing here evaluates code or
 * contacts another site.
 */
import { exportVersion, extension, fileNames, type Pointer } from '../export/format/root.js'
import { loadTables } from '../../text/characters/late-tables.js'
import { openEngine, Superseded, type Engine } from './engine.js'
import { createFiles } from './files.js'
import type { Reply, Request } from './types.js'

/** The members of a worker's global scope that are used. */
interface Scope {
  onmessage: (event: { readonly data: Request }) => void
  postMessage(reply: Reply): void
}

const scope = globalThis as unknown as Scope

const open: { base: string; engine?: Promise<Engine> | undefined; latest: number } = { base: '', latest: 0 }

scope.onmessage = ({ data }) => {
  if (data.kind === 'search') open.latest = data.number
  void answer(data).then((reply) => scope.postMessage(reply))
}

async function answer(request: Request): Promise<Reply> {
  const { number } = request
  try {
    return { number, value: await ask(request) }
  } catch (error) {
    if (error instanceof Superseded) return { number, superseded: true }
    return { number, error: error instanceof Error ? error.message : String(error) }
  }
}

async function ask(request: Request, isAgain = false): Promise<NonNullable<Reply['value']>> {
  if (request.kind === 'open') open.base = request.base
  try {
    const engine = await (open.engine ??= openExport())
    if (request.kind === 'open') {
      const { articles, facets, titles } = engine.root
      return { articles, facets, titles }
    }
    if (request.kind === 'complete') return await engine.complete(request.text, request.limit)
    return await engine.search(request.question, () => request.number === open.latest)
  } catch (error) {
    if (error instanceof Superseded) throw error
    open.engine = undefined
    // The site may have been published again since, which changes the names of its files. So open it once more.
    if (isAgain) throw error
    return ask(request, true)
  }
}

async function readPointer(): Promise<Pointer> {
  // The only file whose content changes while its name stays.
  const response = await fetch(new URL('xunzhang.json', open.base), { cache: 'no-cache' } as RequestInit)
  if (!response.ok) throw new Error(`xunzhang.json: ${response.status}`)
  const found = (await response.json()) as Pointer
  if (found.format !== 'xunzhang-export' || found.version !== exportVersion) throw new Error('xunzhang.json: version')
  return found
}

async function openExport(): Promise<Engine> {
  const folder = new URL(`${(await readPointer()).folder}/`, open.base)
  const files = createFiles((name) => fetchFile(new URL(name + extension, folder)))
  files.want(fileNames.tables)
  const engine = await openEngine(files)
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  files.get(fileNames.tables, (bytes) => loadTables(bytes, () => files.get(fileNames.spellings, decode)))
  return engine
}

/** The file itself is deflated. Compression that the host adds is undone by the browser. */
async function fetchFile(address: URL): Promise<Uint8Array> {
  const response = await fetch(address)
  if (!response.ok || response.body === null) throw new Error(`${address.pathname}: ${response.status}`)
  const unpacked = response.body.pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(unpacked).arrayBuffer())
}
