/*
 * Lucene as a contender: a JSON object a line in, one out. `java LuceneContender smartcn|bigrams`.
 *
 * - {"do":"build","file":…,"dir":…,"most":N} indexes the articles of a file of JSON lines, on one thread.
 * - {"do":"open","dir":…} opens an index.
 * - {"do":"ask","way":"all"|"any"|"phrase","text":…,"most":N,"give":"ids"|"texts"|"passages"} answers a query with
 *   "hits"; without "most", with the IDs of all articles found.
 *
 * Every answer says what the work took, without reading and writing these lines: "ms" of elapsed and "cpu" of processor
 * milliseconds of all threads, compiling and garbage collection among them.
 */

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

public final class LuceneContender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final String MARK = "\u0001", END = "\u0002";

  private final Analyzer analyzer;
  private final QueryBuilder queries;
  private IndexSearcher searcher;
  private UnifiedHighlighter highlighter;

  private LuceneContender(Analyzer analyzer) {
    this.analyzer = analyzer;
    this.queries = new QueryBuilder(analyzer);
  }

  public static void main(String[] args) throws Exception {
    IndexSearcher.setMaxClauseCount(1 << 16); // A text may be asked as it stands.
    var contender = new LuceneContender(args[0].equals("smartcn") ? new SmartChineseAnalyzer() : new CJKAnalyzer());
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      JsonNode request = JSON.readTree(line);
      long start = System.nanoTime(), cpu = SYSTEM.getProcessCpuTime();
      List<Hit> hits = contender.answer(request);
      double ms = (System.nanoTime() - start) / 1e6, used = (SYSTEM.getProcessCpuTime() - cpu) / 1e6;
      var answer = JSON.createObjectNode().put("ms", ms).put("cpu", used);
      ArrayNode list = answer.putArray("hits");
      for (Hit hit : hits) {
        var one = list.addObject().put("id", hit.id).put("text", hit.text);
        ArrayNode marked = one.putArray("marked");
        hit.marked.forEach(marked::add);
      }
      System.out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  private record Hit(String id, String text, List<String> marked) {}

  private List<Hit> answer(JsonNode request) throws IOException {
    switch (request.get("do").asText()) {
      case "build" -> build(request);
      case "open" -> open(Path.of(request.get("dir").asText()));
      default -> {
        return ask(request);
      }
    }
    return List.of();
  }

  private void build(JsonNode request) throws IOException {
    var config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
    try (var directory = FSDirectory.open(Path.of(request.get("dir").asText()));
        var writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(Path.of(request.get("file").asText()))) {
      long most = request.path("most").asLong(Long.MAX_VALUE);
      String line;
      for (long count = 0; count < most && (line = lines.readLine()) != null; count++) {
        JsonNode article = JSON.readTree(line);
        String title = article.path("title").asText(""), body = article.get("text").asText();
        // A title that the text repeats is left out.
        String whole = body.contains(title) ? body : title + "\n" + body;
        String id = article.get("_id").asText();
        var document = new Document();
        document.add(new StoredField("id", id));
        document.add(new BinaryDocValuesField("id", new BytesRef(id)));
        document.add(new TextField("text", comparable(whole), Field.Store.YES));
        writer.addDocument(document);
      }
      writer.commit();
    }
  }

  private void open(Path dir) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(dir)));
    highlighter =
        UnifiedHighlighter.builder(searcher, analyzer)
            .withFormatter(new DefaultPassageFormatter(MARK, END, "…", false))
            .build();
  }

  /** The form in which strings are compared: NFKC, lower case. */
  private static String comparable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private List<Hit> ask(JsonNode request) throws IOException {
    String text = comparable(request.get("text").asText());
    Query query =
        switch (request.get("way").asText()) {
          case "all" -> all(text);
          case "any" -> queries.createBooleanQuery("text", text);
          default -> queries.createPhraseQuery("text", text);
        };
    if (query == null) return List.of();
    TopDocs found = searcher.search(query, request.path("most").asInt(Math.max(1, searcher.getIndexReader().maxDoc())));
    return switch (request.get("give").asText()) {
      case "ids" -> ids(found.scoreDocs);
      case "texts" -> texts(found.scoreDocs);
      default -> passages(query, found);
    };
  }

  /** All words; one that the analyzer splits is a phrase of its pieces. */
  private Query all(String text) {
    var builder = new BooleanQuery.Builder();
    for (String word : text.strip().split("\\s+")) {
      Query query = queries.createPhraseQuery("text", word);
      if (query != null) builder.add(query, BooleanClause.Occur.MUST);
    }
    return builder.build();
  }

  /** From the column of IDs, so that no text is decoded. */
  private List<Hit> ids(ScoreDoc[] found) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    var hits = new ArrayList<Hit>(found.length);
    for (ScoreDoc one : found) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(one.doc, leaves));
      var column = leaf.reader().getBinaryDocValues("id");
      column.advanceExact(one.doc - leaf.docBase);
      hits.add(new Hit(column.binaryValue().utf8ToString(), null, List.of()));
    }
    return hits;
  }

  private List<Hit> texts(ScoreDoc[] found) throws IOException {
    var fields = searcher.storedFields();
    var hits = new ArrayList<Hit>(found.length);
    for (ScoreDoc one : found) {
      Document document = fields.document(one.doc);
      hits.add(new Hit(document.get("id"), document.get("text"), List.of()));
    }
    return hits;
  }

  private List<Hit> passages(Query query, TopDocs found) throws IOException {
    if (found.scoreDocs.length == 0) return List.of();
    List<Hit> ids = ids(found.scoreDocs);
    String[] passages = highlighter.highlight("text", query, found);
    var hits = new ArrayList<Hit>(passages.length);
    for (int i = 0; i < passages.length; i++) {
      String passage = passages[i] == null ? "" : passages[i];
      var marked = new ArrayList<String>();
      for (int at = 0; (at = passage.indexOf(MARK, at)) >= 0; ) {
        int end = passage.indexOf(END, at);
        marked.add(passage.substring(at + 1, end));
        at = end;
      }
      hits.add(new Hit(ids.get(i).id, passage.replace(MARK, "").replace(END, ""), marked));
    }
    return hits;
  }
}
