import { describe, expect, it } from 'vitest'
import { siteOf } from '../../src/text/site.js'

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
