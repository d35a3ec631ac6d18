//! A conversion with words of one's own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::config::recipe;
use super::context::{self, Decision, Habits};
use super::custom::{Custom, Dictionary};
use super::dictionary as opencc;
use super::engine::Engine;
use super::quotation::{self, Style};
use super::recipe::Step;
use super::sequential::Scratch;
use super::stream::ConvertStream;
use super::{Config, convert_with, structure, sweep};
use crate::error::Error;
use crate::name::{Choice, Quotes};

/// Converts scripts with dictionaries and protected terms given at run time.
///
/// A *protected* term or span comes out as it went in, and the text before and after it is
/// converted as if it stood alone.
///
/// ```
/// use mingwen::{Config, Converter, Dictionary};
///
/// let words = Dictionary::parse("柏林墙\t柏林圍牆\n")?;
/// let converter = Converter::builder(Config::S2t).over(words).protect("万科").build();
/// assert_eq!(converter.convert("万科在柏林墙下"), "万科在柏林圍牆下");
/// # Ok::<(), mingwen::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Converter {
    engine: Engine,
    config: Config,
    choice: Choice,
    habits: Habits,
    quotes: Option<Style>,
    /// What the text around has no say in.
    words: Custom,
    terms: Dictionary,
    /// Pairs of characters inside keys and terms: no place to cut a text.
    pairs: HashSet<(u32, u32)>,
}

/// Puts a [`Converter`] together; made by [`Converter::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ConverterBuilder {
    config: Config,
    choice: Choice,
    habits: Habits,
    quotes: Quotes,
    tofu: bool,
    custom: Custom,
    terms: Dictionary,
}

impl ConverterBuilder {
    /// Who decides where a character can be converted in several ways. [`Choice::Exact`] unless set.
    ///
    /// Where the text around decides, words of dictionaries given with [`over`](Self::over) and
    /// [`under`](Self::under) come out as their values say, without a further step, and code, markup and
    /// addresses stay as protected terms do.
    ///
    /// ```
    /// use mingwen::{Choice, Config, Converter};
    ///
    /// let exact = Converter::builder(Config::S2t).build();
    /// let reader = Converter::builder(Config::S2t).choice(Choice::Context).build();
    /// assert_eq!(exact.convert("报告展示了如何改进"), "報告展示瞭如何改進");
    /// assert_eq!(reader.convert("报告展示了如何改进"), "報告展示了如何改進");
    /// ```
    pub fn choice(mut self, choice: Choice) -> Self {
        self.choice = choice;
        self
    }

    /// Names a spelling to be preferred where the text decides, such as `台` over 臺 or `週` over 周.
    /// It wins unless the text around gives another one twenty times its odds: between spellings of
    /// one word nearly everywhere, between words seldom. May be given several times.
    ///
    /// ```
    /// use mingwen::{Choice, Config, Converter};
    ///
    /// let builder = Converter::builder(Config::S2tw).choice(Choice::Context);
    /// assert_eq!(builder.clone().prefer('臺').build().convert("台湾的舞台"), "臺灣的舞臺");
    /// assert_eq!(builder.prefer('台').build().convert("台湾的舞台"), "台灣的舞台");
    /// ```
    pub fn prefer(mut self, spelling: char) -> Self {
        self.habits.preferred.push(spelling);
        self
    }

    /// Which quotation marks the result has; [`Quotes::Keep`] unless set. See
    /// [`RepairerBuilder::quotes`](crate::RepairerBuilder::quotes) for what stays.
    pub fn quotes(mut self, quotes: Quotes) -> Self {
        self.quotes = quotes;
        self
    }

    /// Whether rare characters may come out that few fonts have, such as 𦈏 for 緍 (OpenCC's
    /// `include_tofu_risk`). True unless set, as in OpenCC's library; its command line says false.
    pub fn include_tofu_risk(mut self, include: bool) -> Self {
        self.tofu = include;
        self
    }

    /// Puts a dictionary over OpenCC's: where one of its keys matches, OpenCC's do not. It takes
    /// part in the cut into segments, if the configuration has one, and in the first step; later
    /// steps go over its values. Given again, it takes the place of the one before.
    pub fn over(mut self, dictionary: Dictionary) -> Self {
        self.custom.over = dictionary;
        self
    }

    /// Puts a dictionary under OpenCC's: its keys match where OpenCC has none of their length or
    /// longer. Otherwise as [`over`](Self::over).
    pub fn under(mut self, dictionary: Dictionary) -> Self {
        self.custom.under = dictionary;
        self
    }

    /// Protects a term wherever it stands; of terms that overlap the first one counts, of those
    /// that start together the longest. An empty term is none.
    pub fn protect(mut self, term: &str) -> Self {
        // A term given twice is protected as it is.
        let _ = self.terms.insert(term, term);
        self
    }

    /// The converter.
    pub fn build(self) -> Converter {
        let mut pairs = HashSet::new();
        for dictionary in [&self.custom.over, &self.custom.under, &self.terms] {
            dictionary.add_pairs(&mut pairs);
        }
        let mut engine = Engine::of(self.config, self.tofu);
        engine.sequential.set_custom(self.custom.clone());
        let if_certain = self.choice == Choice::ContextIfCertain;
        Converter {
            engine,
            config: self.config,
            choice: self.choice,
            habits: Habits {
                if_certain,
                shuns_tofu: !self.tofu,
                ..self.habits
            },
            quotes: quotation::style(self.quotes, Some(self.config)),
            words: self.custom,
            terms: self.terms,
            pairs,
        }
    }
}

impl Converter {
    /// A builder for a converter that does what [`convert`](super::convert) does, until told more.
    pub fn builder(config: Config) -> ConverterBuilder {
        ConverterBuilder {
            config,
            choice: Choice::default(),
            habits: Habits::default(),
            quotes: Quotes::default(),
            tofu: true,
            custom: Custom::default(),
            terms: Dictionary::default(),
        }
    }

    /// Converts a text; borrowed if nothing changed. O(bytes), times the keys given that start
    /// with the same character.
    #[must_use]
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.convert_kept(text, self.terms_in(text))
    }

    /// Appends the conversion of a text.
    pub fn convert_into(&self, text: &str, out: &mut String) {
        if !self.looks_around() && self.terms.is_empty() && self.engine.sequential.is_plain() {
            sweep::sweep(&self.engine, text.as_bytes(), false, out);
        } else {
            out.push_str(&self.convert(text));
        }
    }

    /// Converts a text except in some spans, given in bytes, in any order; they may overlap.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignSpan`] if a span ends beyond the text, cuts a character or ends before it
    /// starts.
    ///
    /// ```
    /// use mingwen::{Config, Converter};
    ///
    /// let converter = Converter::builder(Config::T2s).build();
    /// let text = "歌名「後來」";
    /// assert_eq!(converter.convert_except(text, &[9..15])?, "歌名「後來」");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn convert_except<'t>(
        &self,
        text: &'t str,
        spans: &[Range<usize>],
    ) -> Result<Cow<'t, str>, Error> {
        let mut kept = self.terms_in(text);
        for span in spans {
            if text.get(span.clone()).is_none() {
                let Range { start, end } = *span;
                return Err(Error::ForeignSpan {
                    start,
                    end,
                    len: text.len(),
                });
            }
            kept.push(span.clone());
        }
        kept.sort_by_key(|span| (span.start, span.end));
        Ok(self.convert_kept(text, kept))
    }

    /// Every place where the text around decides, with all that it could become: what a proofreader
    /// wants to see. Empty for [`Choice::Exact`]; see [`candidates`](super::candidates) for that.
    /// O(bytes).
    ///
    /// ```
    /// use mingwen::{Choice, Config, Converter};
    ///
    /// let converter = Converter::builder(Config::S2t).choice(Choice::Context).build();
    /// let decisions = converter.decisions("王后的头发");
    /// assert_eq!(decisions.len(), 2);
    /// let [best, ..] = decisions[1].alternatives[..] else { panic!() };
    /// assert!(best.character == '髮' && best.probability > 0.9);
    /// ```
    #[must_use]
    pub fn decisions(&self, text: &str) -> Vec<Decision> {
        if !self.reads_context() {
            return Vec::new();
        }
        let protected = with_structure(text, self.terms_in(text));
        let protected = with_words(&protected, &self.words_in(text, &protected));
        context::decisions(text, self.config, &self.habits, &protected)
    }

    /// A converter of text that comes in pieces.
    #[must_use]
    pub fn stream(&self) -> ConvertStream<'_> {
        ConvertStream::new(self)
    }

    /// Whether a text can not be cut exactly between two characters because of what was given at
    /// run time.
    pub(super) fn spans(&self, first: u32, second: u32) -> bool {
        !self.pairs.is_empty() && self.pairs.contains(&(first, second))
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Whether the text around decides.
    fn reads_context(&self) -> bool {
        self.choice != Choice::Exact && context::decides(self.config)
    }

    /// Whether a part of a text cannot be converted before the rest is known.
    pub(super) fn looks_around(&self) -> bool {
        self.reads_context() || self.quotes.is_some()
    }

    /// Converts what is not in spans, which are sorted by their starts.
    fn convert_kept<'t>(&self, text: &'t str, spans: Vec<Range<usize>>) -> Cow<'t, str> {
        if !self.looks_around() {
            return self.convert_around(text, spans);
        }
        let protected = with_structure(text, spans.clone());
        // All marks have the same length, so that the spans stay where they are.
        let quoted = match self.quotes {
            Some(style) => quotation::with_style(text, style, &protected),
            None => Cow::Borrowed(text),
        };
        match quoted {
            Cow::Borrowed(text) => self.convert_quoted(text, spans, &protected),
            Cow::Owned(text) => {
                Cow::Owned(self.convert_quoted(&text, spans, &protected).into_owned())
            }
        }
    }

    /// Converts a text whose quotation marks are settled.
    fn convert_quoted<'t>(
        &self,
        text: &'t str,
        spans: Vec<Range<usize>>,
        protected: &[Range<usize>],
    ) -> Cow<'t, str> {
        if !self.reads_context() {
            return self.convert_around(text, spans);
        }
        let words = self.words_in(text, protected);
        if words.is_empty() {
            return context::convert(text, self.config, &self.habits, protected);
        }
        let kept = with_words(protected, &words);
        let converted = context::convert_with_words(text, self.config, &self.habits, &kept, &words);
        if converted == text {
            return Cow::Borrowed(text);
        }
        Cow::Owned(converted)
    }

    /// Where words given at run time stand outside of protected spans, and their values.
    fn words_in(&self, text: &str, protected: &[Range<usize>]) -> Vec<(Range<usize>, &str)> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let recipe = recipe(self.config);
        let step = recipe.steps.first().copied().unwrap_or(Step::ST);
        let mut words = self
            .words
            .words(text, &opencc::Dictionary::of(step, recipe.family));
        words.retain(|(word, _)| {
            let next = protected.partition_point(|span| span.end <= word.start);
            protected
                .get(next)
                .is_none_or(|span| word.end <= span.start)
        });
        words
    }

    /// Where protected terms stand.
    fn terms_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let mut end = 0;
        for (at, character) in text.char_indices() {
            if at < end {
                continue;
            }
            if let Some((length, _)) = self.terms.find(&text.as_bytes()[at..], character.into()) {
                end = at + length;
                found.push(at..end);
            }
        }
        found
    }

    /// Converts what lies between spans, which are sorted by their starts.
    fn convert_around<'t>(&self, text: &'t str, spans: Vec<Range<usize>>) -> Cow<'t, str> {
        if spans.is_empty() {
            return self.convert_part(text);
        }
        let mut out = String::new();
        let mut changed = false;
        let mut at = 0;
        let ends = std::iter::once(text.len()..text.len());
        for span in spans.into_iter().chain(ends) {
            if span.start > at {
                let part = self.convert_part(&text[at..span.start]);
                changed |= matches!(part, Cow::Owned(_));
                out.push_str(&part);
                at = span.start;
            }
            if span.end > at {
                out.push_str(&text[at..span.end]);
                at = span.end;
            }
        }
        if changed {
            Cow::Owned(out)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Converts a text in which nothing is protected.
    fn convert_part<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.engine.sequential.is_plain() {
            return convert_with(&self.engine, text);
        }
        // The tables do not know where the keys given at run time are.
        let mut converted = Vec::new();
        self.engine
            .sequential
            .convert(text.as_bytes(), &mut Scratch::default(), &mut converted);
        if converted == text.as_bytes() {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        sweep::append(&mut out, &converted);
        Cow::Owned(out)
    }
}

/// What is protected together with what is no prose, sorted and disjoint.
fn with_structure(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let structure = structure::spans(text);
    if !structure.is_empty() {
        spans.extend(structure);
        spans.sort_by_key(|span| (span.start, span.end));
    }
    disjoint(spans)
}

/// Protected spans together with words, which lie between them.
fn with_words(protected: &[Range<usize>], words: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let words = words.iter().map(|(word, _)| word.clone());
    let mut spans: Vec<_> = protected.iter().cloned().chain(words).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// Joins spans that overlap; they are sorted by their starts.
fn disjoint(spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}
