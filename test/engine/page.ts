/** Runs in a page: the contract over both storages of a browser. Posts what failed. */
import * as door from '../../src/library/engine/index.js'
import { contract } from './contract.js'

/** What a page has; the checkout's types are Node's. */
const page = globalThis as unknown as { readonly navigator: { readonly userAgent: string } }

const bytesOf = async (address: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(address)).arrayBuffer())

const lexicon = await bytesOf('/lexicon.bin')
const pinyin = await bytesOf('/pinyin.txt')
const opens = { OPFS: door.opfsStorage, IndexedDB: door.indexedDbStorage }
const report: Record<string, string> = {}
for (const [name, open] of Object.entries(opens)) {
  for (const [number, [law, check]] of Object.entries(contract).entries()) {
    report[`${name}: ${law}`] = await check({ door, storage: () => open(`case-${number}`), lexicon, pinyin }).then(
      () => '',
      (error: unknown) => String(error),
    )
  }
}
await fetch('/report', { method: 'POST', body: JSON.stringify({ agent: page.navigator.userAgent, report }) })
