/**
 * Puts Ink's frames on the screen. Ink 6.8 clears the whole screen with every frame that is as high as the window, and
 * below that height its incremental writer goes up one line too few, so changed rows land one row low. Ink 7.1.1 and 8
 * fix that, but require Node 22, and a key costs 1.4–1.7 × the CPU in this screen. So Ink renders in its `debug` mode,
 * where each frame is one plain `write`, and this stream compares rows with those on the screen and rewrites the cells
 * that differ, at absolute positions, between the marks of a synchronised update
 * (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). The screen is cleared only after a
 * resize.
 */
import { EventEmitter } from 'node:events'
import { paintedRow, type PaintedRow } from './painted-row.js'
import { createPen } from './pen.js'
import { drawChanges, drawWhole } from './row-diff.js'

export interface Cursor {
  /** Columns and rows from the upper left corner, from 0. */
  readonly x: number
  readonly y: number
}

/** What a frame needs besides its rows. */
export interface FrameNeeds {
  /** Where the real cursor is after the frame; undefined hides it. */
  readonly cursor: Cursor | undefined
  /** Columns that Ink lays the frame out in. Ink makes and joins an object for each cell, so fewer cost less. */
  readonly columns: number
}

export interface Painter {
  /** The stream that Ink gets as stdout. */
  readonly stream: NodeJS.WriteStream
  /** Called before the next frame. */
  readonly prepare: (frame: FrameNeeds) => void
  readonly resize: (rows: number) => void
  /** Redraws everything, for example after an editor had the screen. */
  readonly repaint: () => void
  /** Stops drawing, or begins again with a full frame. */
  readonly pause: (paused: boolean) => void
}

const begin = '\u001b[?2026h\u001b[?25l'
const end = '\u001b[?2026l'

/** @param expand turns what Ink writes into the rows to show */
export function createPainter(write: (text: string) => void, rows: number, expand: (frame: string) => string): Painter {
  const painted = keptRows()
  let shown: readonly string[] | undefined
  let wanted: readonly string[] = []
  let cursor: Cursor | undefined
  let shownCursor: Cursor | undefined
  let paused = false

  const draw = (): void => {
    if (paused) return
    const changes = changedRows(shown, wanted, stream.rows, painted)
    const moved = cursor?.x !== shownCursor?.x || cursor?.y !== shownCursor?.y
    if (changes === '' && !moved && shown !== undefined) return
    const clear = shown === undefined ? '\u001b[H\u001b[2J' : ''
    const place = cursor === undefined ? '' : `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h`
    shown = wanted
    shownCursor = cursor
    write(begin + clear + changes + place + end)
  }

  const stream = Object.assign(new EventEmitter(), {
    columns: 1,
    rows,
    isTTY: true as const,
    write(frame: string): boolean {
      if (frame !== '') {
        wanted = expand(frame).split('\n').slice(0, stream.rows)
        draw()
      }
      return true
    },
  })

  return {
    stream: stream as unknown as NodeJS.WriteStream,
    prepare: (frame) => {
      cursor = frame.cursor
      stream.columns = frame.columns
      // A move of the cursor alone changes no row, so Ink may write no frame.
      queueMicrotask(() => {
        if (shown !== undefined) draw()
      })
    },
    resize: (nextRows) => {
      stream.rows = nextRows
      shown = undefined
    },
    repaint: () => {
      shown = undefined
      draw()
    },
    pause: (next) => {
      paused = next
      if (!next) shown = undefined
    },
  }
}

/** Codes that turn the rows on the screen into the wanted ones. */
function changedRows(
  shown: readonly string[] | undefined,
  wanted: readonly string[],
  height: number,
  painted: (row: string) => PaintedRow,
): string {
  const pen = createPen()
  const count = Math.min(height, Math.max(shown?.length ?? 0, wanted.length))
  for (let y = 0; y < count; y++) {
    const next = wanted[y] ?? ''
    const before = shown?.[y] ?? ''
    if (before === next) continue
    if (shown === undefined) drawWhole(pen, y, next)
    else drawChanges(pen, y, painted(before), painted(next), next)
  }
  return pen.finish()
}

/** A cache of the split rows of the last few screens. */
function keptRows(): (row: string) => PaintedRow {
  const kept = new Map<string, PaintedRow>()
  return (row) => {
    const known = kept.get(row)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const fresh = paintedRow(row)
    kept.set(row, fresh)
    return fresh
  }
}
const mostKept = 200
