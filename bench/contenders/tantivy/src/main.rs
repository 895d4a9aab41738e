//! Tantivy as a contender: a JSON object a line in, one out. `tantivy-contender words|bigrams`.
//!
//! - `{"do":"build","file":…,"dir":…,"most":N}` indexes the articles of a file of JSON lines, on one thread.
//! - `{"do":"open","dir":…}` opens an index.
//! - `{"do":"ask","way":"all"|"any"|"phrase","text":…,"most":N,"give":"ids"|"texts"|"passages"}` answers a query with
//!   `hits`; without `most`, with the IDs of all articles found.
//!
//! Every answer says what the work took, without reading and writing these lines: `ms` of elapsed and `cpu` of
//! processor milliseconds of all threads.

mod cutting;

use cutting::Cutter;
use serde_json::{json, Value as Json};
use std::error::Error;
use std::fs::File;
use std::io::{stdin, stdout, BufRead, BufReader, Write};
use std::time::Instant;
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::document::Value;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, FAST, STORED, STRING};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{doc, DocAddress, Index, IndexWriter, Searcher, TantivyDocument, Term};
use unicode_normalization::UnicodeNormalization;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const WRITER_BYTES: usize = 100_000_000;

fn main() -> Result<()> {
    let cutter = Cutter::named(&std::env::args().nth(1).ok_or("words or bigrams?")?)?;
    let mut opened: Option<Opened> = None;
    for line in stdin().lock().lines() {
        let request: Json = serde_json::from_str(&line?)?;
        let (start, cpu) = (Instant::now(), processor_ms());
        let hits = match text_of(&request, "do")? {
            "build" => build(&request, cutter.clone()).map(|()| json!([]))?,
            "open" => {
                opened = Some(Opened::open(text_of(&request, "dir")?, cutter.clone())?);
                json!([])
            }
            _ => opened.as_ref().ok_or("nothing is open")?.ask(&request)?,
        };
        let (ms, cpu) = (start.elapsed().as_secs_f64() * 1000.0, processor_ms() - cpu);
        let mut out = stdout().lock();
        writeln!(out, "{}", json!({ "ms": ms, "cpu": cpu, "hits": hits }))?;
        out.flush()?;
    }
    Ok(())
}

fn text_of<'a>(request: &'a Json, name: &str) -> Result<&'a str> {
    request[name].as_str().ok_or_else(|| format!("{name} is missing").into())
}

/// The form in which strings are compared: NFKC, lower case.
fn comparable(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

fn schema() -> (Schema, Field, Field) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("cut")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let id = builder.add_text_field("id", STRING | STORED | FAST);
    let text = builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    (builder.build(), id, text)
}

fn build(request: &Json, cutter: Cutter) -> Result<()> {
    let (schema, id, text) = schema();
    let index = Index::create_in_dir(text_of(request, "dir")?, schema)?;
    index.tokenizers().register("cut", cutter);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let lines = BufReader::new(File::open(text_of(request, "file")?)?).lines();
    for line in lines.take(request["most"].as_u64().unwrap_or(u64::MAX) as usize) {
        let article: Json = serde_json::from_str(&line?)?;
        let (title, body) = (article["title"].as_str().unwrap_or(""), text_of(&article, "text")?);
        // A title that the text repeats is left out.
        let whole = if body.contains(title) { body.to_owned() } else { format!("{title}\n{body}") };
        writer.add_document(doc!(id => text_of(&article, "_id")?, text => comparable(&whole)))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

struct Opened {
    searcher: Searcher,
    cutter: Cutter,
    id: Field,
    text: Field,
}

impl Opened {
    fn open(dir: &str, cutter: Cutter) -> Result<Opened> {
        let (_, id, text) = schema();
        let index = Index::open_in_dir(dir)?;
        index.tokenizers().register("cut", cutter.clone());
        Ok(Opened { searcher: index.reader()?.searcher(), cutter, id, text })
    }

    fn ask(&self, request: &Json) -> Result<Json> {
        let text = comparable(text_of(request, "text")?);
        let query = match text_of(request, "way")? {
            "all" => all_of(text.split_whitespace().filter_map(|word| self.phrase(word)).collect(), Occur::Must),
            "any" => all_of(self.terms(&text).into_iter().map(term_query).collect(), Occur::Should),
            _ => self.phrase(&text),
        };
        let Some(query) = query else { return Ok(json!([])) };
        let found = match request["most"].as_u64() {
            Some(most) => self
                .searcher
                .search(&query, &TopDocs::with_limit(most as usize).order_by_score())?
                .into_iter()
                .map(|(_, address)| address)
                .collect(),
            None => self.searcher.search(&query, &DocSetCollector)?.into_iter().collect::<Vec<_>>(),
        };
        match text_of(request, "give")? {
            "ids" if request["most"].is_null() => self.all_ids(found),
            give => self.stored(&*query, found, give),
        }
    }

    fn terms(&self, text: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut analyzer = TextAnalyzer::from(self.cutter.clone());
        analyzer.token_stream(text).process(&mut |token| terms.push(Term::from_field_text(self.text, &token.text)));
        terms
    }

    /// A string that the cutter splits is a phrase of its pieces.
    fn phrase(&self, text: &str) -> Option<Box<dyn Query>> {
        let mut terms = self.terms(text);
        match terms.len() {
            0 => None,
            1 => Some(term_query(terms.remove(0))),
            _ => Some(Box::new(PhraseQuery::new(terms))),
        }
    }

    /// From the columns of IDs, segment by segment: of some, this takes longer than from the stored fields.
    fn all_ids(&self, found: Vec<DocAddress>) -> Result<Json> {
        let mut hits = Vec::with_capacity(found.len());
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let column = segment.fast_fields().str("id")?.ok_or("no column of IDs")?;
            let here = found.iter().filter(|address| address.segment_ord as usize == number);
            let mut ords: Vec<u64> = here.filter_map(|address| column.ords().first(address.doc_id)).collect();
            ords.sort_unstable();
            column
                .dictionary()
                .sorted_ords_to_term_cb(&ords, |id| hits.push(json!({ "id": String::from_utf8_lossy(id) })))?;
        }
        Ok(Json::Array(hits))
    }

    fn stored(&self, query: &dyn Query, found: Vec<DocAddress>, give: &str) -> Result<Json> {
        let generator = match give {
            "passages" => Some(SnippetGenerator::create(&self.searcher, query, self.text)?),
            _ => None,
        };
        let mut hits = Vec::with_capacity(found.len());
        for address in found {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let field = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or("").to_owned();
            let id = field(self.id);
            if give == "ids" {
                hits.push(json!({ "id": id }));
                continue;
            }
            let text = field(self.text);
            let Some(generator) = &generator else {
                hits.push(json!({ "id": id, "text": text }));
                continue;
            };
            let snippet = generator.snippet(&text);
            let marked: Vec<&str> = snippet.highlighted().iter().map(|range| &snippet.fragment()[range.clone()]).collect();
            hits.push(json!({ "id": id, "text": snippet.fragment(), "marked": marked }));
        }
        Ok(Json::Array(hits))
    }
}

fn term_query(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn all_of(mut queries: Vec<Box<dyn Query>>, occur: Occur) -> Option<Box<dyn Query>> {
    match queries.len() {
        0 => None,
        1 => queries.pop(),
        _ => Some(Box::new(BooleanQuery::new(queries.into_iter().map(|query| (occur, query)).collect()))),
    }
}

/// Of all threads of this process.
fn processor_ms() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
