import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inspectFile } from '../../src/engine/inspecting.js'

it('a pipe and a device, which may never end, are refused at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-inspect-'))
  try {
    execFileSync('mkfifo', [join(folder, 'pipe.md')])
    for (const path of [join(folder, 'pipe.md'), '/dev/zero'])
      await expect(inspectFile(path)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
