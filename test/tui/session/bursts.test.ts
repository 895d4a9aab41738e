import { afterEach, describe, expect, it, vi } from 'vitest'
import { Bursts } from '../../../src/fronts/tui/session/bursts.js'

describe('a burst of keys', () => {
  afterEach(() => vi.useRealTimers())

  it('begins with the second quick change and ends a moment after the last', () => {
    vi.useFakeTimers({ now: 1000 })
    const onEnd = vi.fn()
    const bursts = new Bursts(onEnd)
    bursts.see('河')
    expect(bursts.isOn).toBe(false)
    for (const query of ['河流', '河流如', '河流如何']) {
      vi.advanceTimersByTime(120)
      bursts.see(query)
      expect(bursts.isOn).toBe(true)
    }
    vi.advanceTimersByTime(179)
    bursts.see('河流如何')
    expect(onEnd).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onEnd).toHaveBeenCalledOnce()
    expect(bursts.isOn).toBe(false)
  })

  it('is none for someone who types slowly', () => {
    vi.useFakeTimers({ now: 1000 })
    const bursts = new Bursts(() => undefined)
    for (const query of ['河', '河流', '河流如']) {
      bursts.see(query)
      expect(bursts.isOn).toBe(false)
      vi.advanceTimersByTime(200)
    }
  })
})
