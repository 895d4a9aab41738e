import { join } from 'node:path'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { checkNames } from '../../src/fronts/server/guard.js'
import { listen } from '../../src/fronts/server/start.js'
import type { Listening } from '../../src/fronts/server/start.js'
import { serveInProcess } from '../server/in-process.js'
import { projectRoot, temporaryFolder } from '../support/cli.js'
import { createBridge } from './bridge.js'
import { obstacle, runSuite } from './conformance.js'
import type { Verdict } from './conformance.js'
import { createEverything } from './everything.js'

const scenarios = 32
/** They ask the client in the middle of a call. Over HTTP each request is answered on its own, so there is nobody to ask. */
const asking = [
  'elicitation-sep1034-defaults',
  'elicitation-sep1330-enums',
  'tools-call-elicitation',
  'tools-call-sampling',
]

const failed = (verdicts: readonly Verdict[]) => verdicts.filter(({ failures }) => failures.length > 0)

describe.skipIf(obstacle !== '')(`the official conformance suite${obstacle && ` (skipped: ${obstacle})`}`, () => {
  const folder = temporaryFolder()
  const opened: Listening[] = []
  const program = join(folder.path, 'everything.mjs')
  const bridge = createBridge([process.execPath, program])
  const serve = async (app: Hono): Promise<string> => {
    const listening = await listen(app, '127.0.0.1', 0)
    opened.push(listening)
    return `${listening.address}mcp`
  }
  beforeAll(async () => {
    const index = await createIndex(join(folder.path, 'index'))
    await index.add([{ id: 'one', text: '渡口' }])
    await index.commit()
    await index.close()
    // Bundled, because a process starts for each of the suite's sessions.
    await build({
      entryPoints: [join(projectRoot, 'test/mcp/everything-on-stdio.ts')],
      ...{ outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    })
  })
  afterAll(async () => {
    await bridge.close()
    for (const listening of opened) await listening.stop()
    folder.remove()
  })

  it('passes over HTTP, but for what asks the client', async () => {
    const { app } = await serveInProcess(join(folder.path, 'index'), { agents: createEverything })
    const url = await serve(app)
    const verdicts = await runSuite(url)
    expect(verdicts).toHaveLength(scenarios)
    expect(
      failed(verdicts)
        .map(({ scenario }) => scenario)
        .sort(),
    ).toEqual(asking)
  }, 180_000)

  it('passes on standard input and output, by a bridge', async () => {
    const url = await serve(new Hono().use(checkNames(false, [])).all('/mcp', (c) => bridge.fetch(c.req.raw)))
    const verdicts = await runSuite(url)
    expect(verdicts).toHaveLength(scenarios)
    expect(failed(verdicts)).toEqual([])
  }, 180_000)
})
