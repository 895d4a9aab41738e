/**
 * The worker: runs the engine, fetches files of its own site and answers the page. Nothing here evaluates code or
 * contacts another site.
 */
import { exportVersion, extension, fileNames } from '../export/format/root.js'
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

const open: { engine?: Promise<Engine>; latest: number } = { latest: 0 }

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

async function ask(request: Request): Promise<NonNullable<Reply['value']>> {
  if (request.kind === 'open') open.engine = openExport(request)
  const engine = await open.engine!
  if (request.kind === 'open') {
    const { articles, facets, titles } = engine.root
    return { articles, facets, titles }
  }
  if (request.kind === 'complete') return engine.complete(request.text, request.limit)
  return engine.search(request.question, () => request.number === open.latest)
}

async function openExport({ base, pointer }: Extract<Request, { kind: 'open' }>): Promise<Engine> {
  if (pointer.version !== exportVersion) throw new Error('xunzhang.json: version')
  const folder = new URL(`${pointer.folder}/`, base)
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
