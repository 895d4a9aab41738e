/** Layouts of pages, written from the structure that sites of their kind have; none is a copy of a page. */
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
