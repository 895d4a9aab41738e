/**
 * For the service worker of a site, which loads it by `importScripts('/search/offline.js')`. Files of the search that
 * were fetched once are served from the cache. Only the pointer is requested from the network first, so that a newly
 * published site is noticed.
 */
interface Fetch extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

const cacheName = 'xunzhang'
const scope = globalThis as unknown as { readonly location: Location }
/** The folder of this script. A script that is imported finds its own address only in the stack of an error. */
const folder = new URL('.', /https?:[^\s)]*\/offline\.js/.exec(new Error().stack ?? '')?.[0] ?? scope.location.href)

addEventListener('fetch', (event) => {
  const fetched = event as Fetch
  const { request } = fetched
  if (request.method !== 'GET' || !request.url.startsWith(folder.href)) return
  const isPointer = new URL(request.url).pathname.endsWith('/xunzhang.json')
  fetched.respondWith(isPointer ? freshFirst(request) : keptFirst(request))
})

async function keptFirst(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(request)
  return kept ?? fetchAndKeep(request)
}

async function freshFirst(request: Request): Promise<Response> {
  try {
    return await fetchAndKeep(request)
  } catch (error) {
    const kept = await (await caches.open(cacheName)).match(request)
    if (kept === undefined) throw error
    return kept
  }
}

async function fetchAndKeep(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.ok && response.status === 200) await (await caches.open(cacheName)).put(request, response.clone())
  return response
}
