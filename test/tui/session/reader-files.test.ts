import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placesOf } from '../../../src/fronts/settings/settings.js'
import { readQueries } from '../../../src/fronts/tui/session/reader-files.js'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { ReaderFiles } from '../../../src/fronts/tui/session/reader-files.js'
import type { Event } from '../../../src/fronts/tui/state/event.js'
import { temporaryFolder } from '../support/temporary-folder.js'

describe("the reader's lists", () => {
  const folder = temporaryFolder()

  function setUp() {
    const events: Event[] = []
    const places = placesOf({ HOME: folder(), XDG_STATE_HOME: join(folder(), 'state') })
    const files = new ReaderFiles(places, tuiMessages.en, (event) => events.push(event))
    return { places, files, notices: () => events.flatMap((event) => (event.type === 'noticed' ? event.notice! : [])) }
  }

  it('keep every query of a burst, in its order', async () => {
    const { places, files, notices } = setUp()
    const queries = Array.from({ length: 30 }, (_, i) => `河流 ${i}`)
    await Promise.all(queries.map((query) => files.remember(query)))
    expect(await readQueries(places.history)).toEqual(queries)
    expect(notices()).toEqual([])
  })

  it('tell once where they cannot be kept', async () => {
    const { files, notices } = setUp()
    mkdirSync(join(folder(), 'state'), { recursive: true })
    writeFileSync(join(folder(), 'state', 'xunzhang'), '')
    await Promise.all(['河流', '山'].map((query) => files.remember(query)))
    expect(notices()).toMatchObject([{ tone: 'error' }])
  })
})
