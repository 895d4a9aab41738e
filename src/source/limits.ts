/**
 * The bounds that keep a hostile or mistaken file from taking all time or memory. One place, so that they can be
 * published; each is far above what articles need.
 */

const MIB = 1024 * 1024

export const LIMITS = {
  /** Bytes of one article file (Markdown, HTML, text), of one JSON, CSV, feed or EPUB. */
  articleBytes: 64 * MIB,
  /** Bytes of a container that is read record by record (compressed or WARC). */
  containerBytes: 2048 * MIB,
  /** Bytes that one compressed file may unpack to. */
  unpackedBytes: 2048 * MIB,
  /** Bytes that one member of an archive may unpack to. */
  memberBytes: 64 * MIB,
  /** Members of one archive. */
  members: 20_000,
  /** Columns of a table. */
  columns: 10_000,
  /** UTF-16 units of front matter given to the YAML or TOML parser. */
  frontMatter: 64 * 1024,
  /** Elements inside one another; deeper ones lose their tags and keep their text. */
  nesting: 512,
  /** UTF-16 units of one JSONL record. */
  record: 128 * MIB,
  /** Keys, depth and UTF-16 units of an article's other keys. */
  metadataKeys: 64,
  metadataDepth: 4,
  metadataUnits: 8 * 1024,
  /** Tags or categories of an article, and UTF-16 units of one. */
  labels: 64,
  labelUnits: 200,
  /** UTF-16 units of a title, an author or an address. */
  fieldUnits: 2000,
} as const
