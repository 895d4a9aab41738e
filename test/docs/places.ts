/** What the transcripts of each document find when they begin. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { cliPath } from '../support/cli.js'
import type { Place } from './transcripts.js'

const indexed = async (place: Place): Promise<void> => void (await place.run('xunzhang index corpus'))

/** A document with transcripts that is not here is an error. */
export const places: Readonly<Record<string, (place: Place) => void | Promise<void>>> = {
  'README.md': indexed,
  'README.zh-CN.md': indexed,
  'docs/AGENTS.md': indexed,
  'docs/COOKBOOK.md': (place) => place.write('links.mbox', links),
  'docs/EXPORT.md': () => undefined,
  'docs/INDEXING.md': hexoSite,
  'docs/READERS.md': indexed,
  'docs/READING.md': indexed,
  'docs/SERVER.md': served,
  'docs/SETTINGS.md': async (place) => {
    await indexed(place)
    place.write('.config/xunzhang/config.yaml', 'commands:\n  search:\n    sort: date\n    limit: many\n')
  },
}

/** Transcripts that cannot be run here, by their command, and why. */
export const notRun: Readonly<Record<string, string>> = {}

const links = `From zhou@example.org Mon Mar 14 08:00:00 2022
Subject: 核桃干果贸易备忘录
https://example.org/walnut-memo

From lin@example.org Sat Sep 03 09:30:00 2022
Subject: 商队博物馆的账本
https://example.org/ledgers
`

function hexoSite(place: Place): void {
  const post = (title: string, rest = ''): string => `---\ntitle: ${title}\n${rest}---\n\n渡口的船每天来回。\n`
  place.write('site/_config.yml', 'title: 河边\ntheme: landscape\n')
  place.write('site/source/_posts/ferry.md', post('渡口'))
  place.write('site/source/about/index.md', post('关于'))
  place.write('site/source/_posts/later.md', post('以后', 'published: false\n'))
  place.write('site/source/_drafts/idea.md', post('念头'))
  place.write('site/public/index.html', '<p>河</p>\n')
  place.write('site/scaffolds/post.md', post('{{ title }}'))
  place.write('site/themes/landscape/README.md', '# Landscape\n')
  place.write('site/README.md', '# 河边\n')
}

/** The documents' port may be taken: what asks at it is sent to the one that was given. */
async function served(place: Place): Promise<void> {
  await indexed(place)
  const service = spawn(process.execPath, [cliPath, 'serve', '--port', '0'], { cwd: place.path })
  onTestFinished(() => void service.kill())
  const [line] = (await once(service.stdout.setEncoding('utf8'), 'data')) as [string]
  const script = `fetch(process.argv[1].replace(/^http:..[^/]*/, ${JSON.stringify(line.trim().replace(/\/$/, ''))})).then(async (answer) => process.stdout.write(await answer.text()))`
  place.write('.bin/curl.mjs', script)
  place.addProgram('curl', `exec '${process.execPath}' -e "$(cat .bin/curl.mjs)" "$2"`)
}
