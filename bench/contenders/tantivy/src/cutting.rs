//! How text is cut: jieba's words, or pairs of Han characters. The same cuts as bench/contenders/pieces.ts.

use jieba_rs::Jieba;
use std::sync::Arc;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

#[derive(Clone)]
pub enum Cutter {
    /// With the hidden Markov model, as jieba cuts by default.
    Words(Arc<Jieba>),
    Bigrams,
}

impl Cutter {
    pub fn named(name: &str) -> Result<Cutter, String> {
        match name {
            "words" => Ok(Cutter::Words(Arc::new(Jieba::new()))),
            "bigrams" => Ok(Cutter::Bigrams),
            _ => Err(format!("{name}: neither words nor bigrams")),
        }
    }

    /// Start and end of every piece, in bytes.
    fn cut(&self, text: &str) -> Vec<(usize, usize)> {
        match self {
            Cutter::Words(jieba) => words(jieba, text),
            Cutter::Bigrams => bigrams(text),
        }
    }
}

fn words(jieba: &Jieba, text: &str) -> Vec<(usize, usize)> {
    let cut = jieba.cut(text, true);
    let pieces = cut.iter().filter(|token| token.word.chars().any(char::is_alphanumeric));
    pieces.map(|token| (token.byte_start, token.byte_end)).collect()
}

#[derive(PartialEq, Clone, Copy)]
enum Kind {
    Other,
    Han,
    Word,
}

/// Every two neighbours of a run of Han, a lone character by itself; runs of other letters and digits whole.
fn bigrams(text: &str) -> Vec<(usize, usize)> {
    let characters: Vec<(usize, Kind)> = text.char_indices().map(|(at, c)| (at, kind_of(c))).collect();
    let offset = |i: usize| characters.get(i).map_or(text.len(), |&(at, _)| at);
    let mut pieces = Vec::with_capacity(characters.len());
    let mut at = 0;
    while at < characters.len() {
        let kind = characters[at].1;
        let mut end = at + 1;
        while end < characters.len() && characters[end].1 == kind {
            end += 1;
        }
        if kind == Kind::Word || (kind == Kind::Han && end == at + 1) {
            pieces.push((offset(at), offset(end)));
        } else if kind == Kind::Han {
            pieces.extend((at..end - 1).map(|i| (offset(i), offset(i + 2))));
        }
        at = end;
    }
    pieces
}

fn kind_of(c: char) -> Kind {
    match c {
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' => Kind::Han,
        _ if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Other,
    }
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Pieces<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Pieces<'a> {
        Pieces { text, pieces: self.cut(text), next: 0, token: Token::default() }
    }
}

pub struct Pieces<'a> {
    text: &'a str,
    pieces: Vec<(usize, usize)>,
    next: usize,
    token: Token,
}

impl TokenStream for Pieces<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(start, end)) = self.pieces.get(self.next) else { return false };
        self.token.offset_from = start;
        self.token.offset_to = end;
        self.token.position = self.next;
        self.token.text.clear();
        self.token.text.push_str(&self.text[start..end]);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
