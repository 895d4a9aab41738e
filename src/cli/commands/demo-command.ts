import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIndex } from '../../engine/build-index.js'
import { defineCommand } from '../command.js'
import { openScreen } from '../tui/screen.js'

export const demoCommand = defineCommand({
  usage: '[QUERY…]',
  options: {},
  async run(_values, operands, context) {
    const dir = mkdtempSync(join(tmpdir(), 'xunzhang-demo-'))
    try {
      await buildIndex({ paths: [sampleCollection()], dir, jobs: 1 })
      return await openScreen(dir, operands.join(' '), context)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  },
})

/** The collection that comes with the package, two folders up from the bundle, three from the source. */
function sampleCollection(): string {
  const places = ['../../corpus', '../../../corpus'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(place)) ?? places[0]!
}
