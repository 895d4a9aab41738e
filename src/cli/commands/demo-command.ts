import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildIndex } from '../../indexing/build-index.js'
import { defineCommand } from '../command.js'
import { makeTemporaryFolder } from '../input/temporary-folder.js'
import { openScreen } from '../tui/screen.js'

export const demoCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options: {},
  async run(_values, operands, context) {
    const dir = makeTemporaryFolder('demo')
    await buildIndex({ paths: [sampleCollection()], dir, jobs: 1 })
    return openScreen([dir], operands.join(' '), context)
  },
})

/** The collection that comes with the package, two folders up from the bundle, three from the source. */
function sampleCollection(): string {
  const places = ['../../corpus', '../../../corpus'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(place)) ?? places[0]!
}
