//! The detector and how it decides.

use super::answer::{Detection, Reading};
use super::group::GroupDetection;
use super::hints::Hints;
use super::input::{Input, Whole};
use super::meter::Account;
use super::sample::{Sample, WHOLE};
use super::shortlist::{self, Glances};
use super::stream::DetectStream;
use super::suppose;
use super::{answer, cut, latin, seven, tongue, twins};
use crate::name::{Encoding, Language};

/// Finds encodings, given what is known beforehand.
///
/// Hints shift the odds where bytes do not say, as two or three characters often do not. Together
/// they are worth less than the text of some four characters, so that they never stand against clear
/// evidence, and right where they are wrong. A candidate says what they were worth to it
/// ([`Candidate::hinted`](crate::Candidate::hinted)), and whether it is first because of them
/// ([`Evidence::Hint`](crate::Evidence::Hint)).
///
/// ```
/// use mingwen::{Detector, Encoding};
///
/// let bytes = b"\xa4\xa4\xa4\xe5"; // 中文 in Big5, いや in EUC-JP, and いゅ in GBK
/// let taiwan = Detector::new().domain("www.example.com.tw");
/// assert_eq!(taiwan.detect(bytes).encoding(), Some(Encoding::Big5));
/// // Labels are often wrong, and this one is.
/// let labelled = Detector::new().declared(Encoding::for_label("euc-kr"));
/// let bytes = b"\xbc\xf2\xcc\xe5\xd6\xd0\xce\xc4\xcd\xf8\xd5\xbe"; // 简体中文网站
/// assert_eq!(labelled.detect(bytes).encoding(), Some(Encoding::Gb18030));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Detector {
    whole: bool,
    hints: Hints,
}

impl Default for Detector {
    fn default() -> Self {
        Self {
            whole: false,
            hints: Hints::NONE,
        }
    }
}

impl Detector {
    /// A detector that knows nothing beforehand.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the bytes are all there are, so that a character cannot be cut at their end, as it may
    /// by default.
    ///
    /// ```
    /// use mingwen::{Detector, Encoding};
    ///
    /// let detector = Detector::new().whole(true);
    /// assert_eq!(detector.detect(b"\xa9\xfa\xa4\xe5").encoding(), Some(Encoding::Big5)); // 明文
    /// ```
    pub fn whole(mut self, whole: bool) -> Self {
        self.whole = whole;
        self
    }

    /// What a header, a `meta` element, a file name or a user says that the encoding is. UTF-8 and
    /// windows-1252 count for less, because servers and editors say so without being asked.
    pub fn declared(mut self, encoding: impl Into<Option<Encoding>>) -> Self {
        self.hints.declare(encoding.into());
        self
    }

    /// The languages that the text is expected to be in, instead of those given before;
    /// [`Language::for_tag`] has them for a tag such as `zh-TW`.
    pub fn languages(mut self, languages: impl IntoIterator<Item = Language>) -> Self {
        self.hints.expect(languages);
        self
    }

    /// The host that the bytes are from, or the last label of its name, such as `tw`; countries have
    /// their languages and encodings. International labels are in Punycode. Those that tell no
    /// country, such as `com`, count for nothing.
    pub fn domain(mut self, host: &str) -> Self {
        self.hints.locate(host);
        self
    }

    /// How many times as frequent an encoding is among the inputs as it is elsewhere: its odds are
    /// multiplied by that. 1 by default; what is not positive changes nothing.
    ///
    /// ```
    /// use mingwen::{Detector, Encoding};
    ///
    /// // An archive of which we know that half is Big5.
    /// let detector = Detector::new().prior(Encoding::Big5, 8.0);
    /// let odds = |detector: Detector| {
    ///     let detection = detector.detect(b"\xa4\xa4\xa4\xe5");
    ///     let mut candidates = detection.candidates().iter();
    ///     let big5 = candidates.find(|candidate| candidate.encoding == Some(Encoding::Big5));
    ///     big5.map_or(0.0, |candidate| candidate.probability / (1.0 - candidate.probability))
    /// };
    /// let times = odds(detector) / odds(Detector::new());
    /// assert!((7.9..8.1).contains(&times));
    /// ```
    pub fn prior(mut self, encoding: Encoding, factor: f32) -> Self {
        self.hints.favor(encoding, factor);
        self
    }

    /// Finds the encoding of `bytes`, which may begin and end inside a character. O(bytes).
    ///
    /// ```
    /// use mingwen::{Detector, Encoding};
    ///
    /// // 昨天晚上在河边散步, without its first byte.
    /// let tail = b"\xf2\xcc\xec\xcd\xed\xc9\xcf\xd4\xda\xba\xd3\xb1\xdf\xc9\xa2\xb2\xbd\n";
    /// assert_eq!(Detector::new().detect(tail).encoding(), Some(Encoding::Gb18030));
    /// ```
    pub fn detect(&self, bytes: &[u8]) -> Detection {
        let found = self.answer(&Whole::new(bytes));
        if bytes.len() <= WHOLE
            && let Some(rest) = cut::behind(bytes, &found)
        {
            return self.answer(&Whole::new(rest)).with_rest(found);
        }
        found
    }

    /// Takes bytes as they come, in any pieces.
    ///
    /// ```
    /// use mingwen::{Detector, Encoding};
    ///
    /// let mut stream = Detector::new().stream();
    /// for piece in [&b"\xbc"[..], b"\xf2\xcc", b"", b"\xe5\xd6\xd0\xce\xc4"] {
    ///     stream.feed(piece);
    /// }
    /// assert_eq!(stream.finish().encoding(), Some(Encoding::Gb18030)); // 简体中文
    /// ```
    pub fn stream(self) -> DetectStream {
        DetectStream::new(self)
    }

    /// Judges strings of one origin together: the names in an archive, the cells of a column. See
    /// [`GroupDetection`]. O(bytes).
    pub fn detect_group<S: AsRef<[u8]>>(
        &self,
        strings: impl IntoIterator<Item = S>,
    ) -> GroupDetection {
        let each = strings
            .into_iter()
            .map(|string| self.readings(&Whole::new(string.as_ref())));
        GroupDetection::of(each)
    }

    /// The same where the end may cut a character, whatever was said.
    pub(super) fn unfinished(mut self) -> Self {
        self.whole = false;
        self
    }

    pub(super) fn answer(&self, input: &impl Input) -> Detection {
        if let Some(reading) = evident(input) {
            return Detection::certain(reading);
        }
        let sample = input.sample();
        // Farther on, what is now behind may turn out to be without fault.
        let reach = if sample.is_whole() {
            answer::REACH
        } else {
            f32::INFINITY
        };
        let mut readings = self.weigh(input, &sample, reach);
        twins::unite(&sample, &mut readings);
        Detection::of(&readings)
    }

    /// What the bytes can be, however improbable.
    pub(super) fn readings(&self, input: &impl Input) -> Vec<Reading> {
        match evident(input) {
            Some(reading) => vec![reading],
            None => self.weigh(input, &input.sample(), f32::INFINITY),
        }
    }

    /// `reach`: so many bits behind the best, a reading may be left out.
    fn weigh(&self, input: &impl Input, sample: &Sample<'_>, reach: f32) -> Vec<Reading> {
        let is_ascii = input.is_ascii();
        let mut glances = Glances::new(&self.hints);
        glances.take_all(sample, is_ascii);
        let noise = sample.pieces().map(|piece| tongue::noise(piece.bytes));
        let noise = Reading::noise(noise.sum());
        if !is_ascii
            && let Some(glance) = glances.clear(noise.cost)
            && let Some(malformed) = input.malformed(glance.supposition.encoding)
            && malformed <= sample.first().len() / FEW
        {
            let clear = Reading {
                malformed,
                ..Reading::glanced(&glance)
            };
            return vec![clear, noise];
        }
        let mut readings = Vec::with_capacity(USUAL);
        let is_latin = sample.is_latin();
        let is_sparse = sample.is_sparse();
        let passages = sample.passages();
        let mut first = None;
        let (mut least, mut unhinted) = (f32::INFINITY, f32::INFINITY);
        // A bit for each encoding, by number.
        let mut seen = 0_u64;
        let bytes = sample.first().len();
        let reach_of = |price| shortlist::reach(price, bytes);
        while let Some(glance) = glances.next(reach_of(least), reach_of(unhinted)) {
            let encoding = glance.supposition.encoding;
            let same = 1 << encoding as u32;
            // A second language of the same encoding counts where it is about as likely.
            if glance.price > *first.get_or_insert(glance.price) + SAME && seen & same != 0 {
                continue;
            }
            seen |= same;
            let is_misplaced = is_latin && suppose::is_alphabetic(glance.language);
            let is_lone = is_sparse
                && encoding != Encoding::Utf8
                && !tongue::LATIN.contains(&glance.language);
            let misplaced = match (is_misplaced, is_lone) {
                (_, true) => SPARSE,
                (true, _) => LATIN,
                _ => 0.0,
            };
            let most = least.min(noise.cost) + reach - glance.prior() - misplaced;
            let most = answer::units(most);
            let mut sum = Account::default();
            for (piece, passage) in sample.pieces().zip(&passages) {
                let whole = self.whole && piece.is_last;
                let rest = most.saturating_sub(sum.cost);
                sum += passage.account(encoding, glance.language, whole, rest);
            }
            if sum.cost > most {
                continue;
            }
            let mut reading = Reading::priced(&glance, sum);
            reading.cost += misplaced;
            least = least.min(reading.cost);
            unhinted = unhinted.min(reading.cost + reading.hinted);
            readings.push(reading);
        }
        latin::weigh(sample, &mut readings);
        if is_ascii {
            seven::weigh(sample, &self.hints, &mut readings);
        }
        readings.push(noise);
        if !sample.is_whole() && !is_ascii {
            check(input, &mut readings);
        }
        readings
    }
}

/// What the bytes are beyond doubt.
fn evident(input: &impl Input) -> Option<Reading> {
    if let Some(reading) = seven::marked(input.head()) {
        return Some(reading);
    }
    if input.is_plain() {
        return Some(Reading::PLAIN);
    }
    input.evident_utf8().map(Reading::valid_utf8)
}

/// Seldom are more judged.
const USUAL: usize = 16;

/// Bits for supposing a language of another alphabet where most letters are Latin, and for any that is not of
/// Latin letters where next to none are beyond ASCII: a lone `ü` of a program in UTF-8 is a word in Korean.
const LATIN: f32 = 5.0;
const SPARSE: f32 = 8.0;

/// Bits of the first price within which a second language of an encoding is considered.
const SAME: f32 = 12.0;

/// Where one byte in so many is malformed, nothing is clear.
const FEW: usize = 128;

/// Bits that a malformed sequence costs, and how many count: ten are a verdict.
const MALFORMED: f32 = 24.0;
const VERDICT: usize = 10;

/// Checks the best reading to the end of the input, and the others too where it is not without
/// fault.
fn check(input: &impl Input, readings: &mut [Reading]) {
    readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut checked: Option<(Encoding, Option<usize>)> = None;
    for reading in readings.iter_mut() {
        let Some(encoding) = reading.encoding else {
            continue;
        };
        let malformed = match checked {
            Some((same, malformed)) if same == encoding => malformed,
            Some((_, Some(0) | None)) => break,
            _ => input.malformed(encoding),
        };
        checked = Some((encoding, malformed));
        if let Some(malformed) = malformed {
            let more = malformed.saturating_sub(reading.malformed).min(VERDICT);
            reading.cost += MALFORMED * more as f32;
            reading.malformed = malformed;
        }
    }
}
