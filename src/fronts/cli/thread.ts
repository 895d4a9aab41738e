/** A worker thread of `src/indexing/threads`. It starts with the code that the command `index` kept, whose work it does. */
import { workerData } from 'node:worker_threads'
import type { ThreadPart } from '../../indexing/threads/worker-pool.js'
import { createLoader } from '../../indexing/threads/kept-code.js'
import type { ownParts } from './commands/library-door.js'

const importModule = async (name: string): Promise<unknown> => import(name)
const load = createLoader({ command: 'index', keeps: false, require, importModule })
const loaded = load(`${__dirname}/library-door.cjs`) as { readonly ownParts: typeof ownParts }
void loaded.ownParts[workerData as ThreadPart]()
