/** Layouts of pages, written after the structure of sites of their kind; none is a copy of a page. */
import { blogs } from './blogs.js'
import { boards } from './boards.js'
import { docs } from './docs.js'
import { official } from './official.js'
import { newPortals } from './portals-new.js'
import { oldPortals } from './portals-old.js'
import type { Layout } from './story.js'

export const layouts: Readonly<Record<string, Layout>> = {
  ...oldPortals,
  ...newPortals,
  ...boards,
  ...blogs,
  ...official,
  ...docs,
}
