/**
 * The site of a web address: its host in lower case, without `www.` and port; '' for other addresses.
 */
export function siteOf(url: string): string {
  return (/^[a-z]+:\/\/(?:[^/?#@]*@)?(?:www\.)?([^/:?#]+)/i.exec(url)?.[1] ?? '').toLowerCase()
}
