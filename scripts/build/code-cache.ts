import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const warmQuery = '手机壳'
const taughtWord = '阿尔曼别托夫'

/** Keeps V8's compiled code of indexing and searching the sample collection, and of a first screen, beside the scripts. */
export function keepCodeCache(root: string, outDir: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-build-'))
  const index = join(folder, 'index')
  const at = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    run(...process.execArgv, at('warm-work.ts'), `${outDir}/`, join(root, 'corpus'), folder)
    run(join(outDir, 'cli.cjs'), 'index', join(root, 'corpus'), '--index', index, '--jobs', '1')
    for (const warm of ['warm.ts', 'warm-screen.ts', 'warm-mcp.ts']) {
      run(...process.execArgv, at(warm), `${outDir}/`, index, warmQuery)
    }
    run(join(outDir, 'cli.cjs'), 'lexicon', 'add', taughtWord, '--index', index)
    run(...process.execArgv, at('warm-indexing.ts'), `${outDir}/`, index, join(root, 'corpus'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
