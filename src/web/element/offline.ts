/**
 * For the service worker of a site: `importScripts('/search/offline.js')` there. The files of the search that were fetched
 * once are answered from the cache; the pointer is asked for first, so that a site published anew is seen.
 */
interface Fetch extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

const cacheName = 'xunzhang'
const scope = globalThis as unknown as { readonly location: Location }
/** The folder of this script. A script that another one imports knows its own address only by the error that it makes. */
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
