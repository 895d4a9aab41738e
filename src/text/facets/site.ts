import type { DerivedFacet } from './facet.js'

export const site = {
  name: 'site',
  chinese: ['网站', '網站'],
  derive: ({ url }) => siteOf(url),
} as const satisfies DerivedFacet

/** The site of a web address: its host in lower case, without `www.` and port; '' for other addresses. */
export function siteOf(url: string): string {
  return (/^[a-z]+:\/\/(?:[^/?#@]*@)?(?:www\.)?([^/:?#]+)/i.exec(url)?.[1] ?? '').toLowerCase()
}
