/**
 * The bounds that keep a hostile or mistaken file from taking all time or memory. One place, so that they can be
 * published; each is far above what articles need.
 */

const MIB = 1024 * 1024

export const LIMITS = {
  /** Bytes of one article file (Markdown, HTML, text), of one JSON, CSV, feed or EPUB. */
  articleBytes: 64 * MIB,
  /** Bytes that one compressed file may unpack to. */
  unpackedBytes: 2048 * MIB,
  /** Bytes that one member of an archive may unpack to. */
  memberBytes: 64 * MIB,
  /** Members of one archive. */
  members: 20_000,
  /** Columns of a table. */
  columns: 10_000,
  /**
   * Bytes that a packed file may unpack to for each byte of it; up to the floor, any ratio is allowed. Text packs to a
   * tenth, seldom to a fiftieth. Packed data inside packed data counts against the bytes of the file.
   */
  unpackedRatio: 250,
  unpackedFloor: 64 * MIB,
  /**
   * UTF-16 units that the articles of a file may have in total for each byte read of it; up to the floor, any ratio is
   * allowed. Each article counts as `unitsPerArticle` more than its texts. Only a book, feed or table that repeats its
   * fields in every article exceeds this ratio.
   */
  articleUnitsRatio: 16,
  articleUnitsFloor: 16 * MIB,
  unitsPerArticle: 64,
  /**
   * Lines of one text, and tags of one page (eight references count as one), that are cleaned; whatever follows is read
   * as plain text.
   */
  cleanedLines: 250_000,
  cleanedTags: 250_000,
  /** Tags of one package file of a book, or of one entry of a feed. */
  xmlTags: 500_000,
  /** Values of one JSON record, or of a JSON file that is not a list. */
  jsonValues: 4_000_000,
  /** Problems of one file that are reported one by one; the others are counted. */
  problems: 1000,
  /** UTF-16 units of front matter given to the YAML or TOML parser. */
  frontMatter: 64 * 1024,
  /** Nesting depth of the values that the YAML or TOML parser reads. */
  fieldDepth: 64,
  /** Nesting depth of elements; deeper ones lose their tags and keep their text. */
  nesting: 512,
  /** UTF-16 units of one JSONL record. */
  record: 128 * MIB,
  /** Keys, depth and UTF-16 units of an article's other keys. */
  metadataKeys: 256,
  metadataDepth: 4,
  metadataUnits: 8 * 1024,
  /** Tags or categories of an article, and UTF-16 units of one. */
  labels: 64,
  labelUnits: 200,
  /** UTF-16 units of a title, an author or an address. */
  fieldUnits: 2000,
} as const
