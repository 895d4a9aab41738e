import { useLayoutEffect, useState } from 'preact/hooks'

/** @returns the last value that has been painted: what is out of sight, or can wait, is rendered from it a frame later */
export function usePainted<T>(value: T): T {
  const [painted, setPainted] = useState(value)
  useLayoutEffect(() => {
    let frame = requestAnimationFrame(() => {
      // The callbacks of a frame come before it is painted.
      frame = requestAnimationFrame(() => setPainted(value))
    })
    return () => cancelAnimationFrame(frame)
  }, [value])
  return painted
}
