import { describe, expect, it } from 'vitest'
import { section } from '../../src/text/facets/EXAMPLE.js'
import { siteOf } from '../../src/text/facets/site.js'

describe('the site of an address', () => {
  it('is its host without www., port, user and case', () => {
    expect(siteOf('https://www.Example.com:8080/a?b#c')).toBe('example.com')
    expect(siteOf('http://user:secret@news.example.com')).toBe('news.example.com')
    expect(siteOf('https://网站.中国/路')).toBe('网站.中国')
  })

  it('is empty where there is none', () => {
    for (const url of ['', 'posts/a.md', 'mailto:a@example.com', '/2024/a.html']) expect(siteOf(url), url).toBe('')
  })
})

describe('the facet to copy', () => {
  it('is the first folder of an address', () => {
    expect(section.derive({ url: 'https://example.com/travel/a.html', day: undefined })).toBe('travel')
    expect(section.derive({ url: 'https://example.com/a.html', day: undefined })).toBe('')
  })
})
