import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readDataFile } from '../../../../text/analyzers/data-files.js'
import { buildIndex } from '../../../../indexing/build-index.js'
import { defineCommand } from '../../command.js'
import { makeTemporaryFolder } from '../../input/temporary-folder.js'
import { openScreen } from '../../tui/screen.js'

export const demoCommand = defineCommand('none', {
  usage: ({ query }) => `[${query}…]`,
  async run(_values, operands, context) {
    const dir = makeTemporaryFolder('demo')
    await buildIndex({ paths: [unpackSample()], dir, jobs: 1 })
    return openScreen([dir], operands.join(' '), context)
  },
})

/** The collection that comes with the package, in a folder of its own. */
function unpackSample(): string {
  const folder = makeTemporaryFolder('sample')
  const files = JSON.parse(Buffer.from(readDataFile('sample.json')).toString()) as Readonly<Record<string, string>>
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes, 'latin1')
  }
  return folder
}
