/**
 * A vault of notes in a page: reads the notes of a folder's handle, builds an index in OPFS, opens it again, and searches
 * as one types. Posts its figures and answers to the program that opened the page, `vault.ts`.
 */
import { createEngine, opfsStorage, type FolderHandle } from '../../src/library/engine/index.js'
import { askKeys, type Note, type VaultReport } from './vault-work.js'

/** What a page has; the checkout's types are Node's. */
interface Page {
  readonly navigator: { readonly storage: { getDirectory(): Promise<FolderHandle> } }
}

const page = globalThis as unknown as Page
const given = { lexicon: '/lexicon.bin', pinyin: '/pinyin.txt' }
const { notes, typed } = (await (await fetch('/vault.json')).json()) as { notes: Note[]; typed: string[] }
const root = await page.navigator.storage.getDirectory()
const vault = await root.getDirectoryHandle('vault', { create: true })
const files = await opfsStorage(vault)
for (const { name, content } of notes) await files.write(name, new TextEncoder().encode(content))

async function* read(folder: FolderHandle) {
  for (const { name } of notes) {
    const file = await (await folder.getFileHandle(name)).getFile()
    yield { id: name, title: name.replace(/\.md$/, ''), text: await file.text() }
  }
}

const articles: { id: string; title: string; text: string }[] = []
const beganReading = performance.now()
for await (const article of read(vault)) articles.push(article)
const readMs = performance.now() - beganReading
const engine = await createEngine({ ...given, storage: await opfsStorage('index') })
const began = performance.now()
await engine.add(articles)
await engine.commit()
const buildMs = performance.now() - began
await engine.close()
const beganOpening = performance.now()
const again = await createEngine({ ...given, storage: await opfsStorage('index') })
const openMs = performance.now() - beganOpening
const report: VaultReport = { readMs, buildMs, openMs, ...(await askKeys(again, typed)) }
await fetch('/report', { method: 'POST', body: JSON.stringify(report) })
