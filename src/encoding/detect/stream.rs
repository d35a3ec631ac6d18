//! Bytes that come in pieces.

use super::answer::Detection;
use super::detector::Detector;
use super::sample::WHOLE;
use super::survey::{BLOCK, Survey};

/// Finds the encoding of bytes that come in pieces; made by [`Detector::stream`].
///
/// However the bytes are divided, the answer is the same. Up to 6,144 bytes in all it is that of
/// [`Detector::detect`]. Of more, the first 2 KB with something beyond ASCII are judged, and 2 KB from
/// each of two places between there and the end: `detect` knows the length and takes them at the
/// thirds, a stream takes the last two of those that it passed when it had doubled. All bytes are
/// checked for validity in the encodings that are in question behind the first 2 KB.
///
/// Keeps less than 20 KB, whatever the length, and takes time in proportion to the bytes, about as
/// much as `detect` does.
///
/// ```
/// use mingwen::{Detector, Encoding};
///
/// let mut stream = Detector::new().domain("tw").stream();
/// stream.feed(b"Content: ");
/// assert_eq!(stream.guess().encoding(), Some(Encoding::Ascii));
/// stream.feed(b"\xb6\x7d\xb5\x6f\xb0");
/// stream.feed(b"\xcf");
/// assert_eq!(stream.finish().encoding(), Some(Encoding::Big5)); // 開發區
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct DetectStream {
    detector: Detector,
    /// The first bytes, until there are more than are judged whole.
    head: Vec<u8>,
    is_long: bool,
    /// The beginning of a block.
    pending: Vec<u8>,
    survey: Survey,
}

impl DetectStream {
    pub(super) fn new(detector: Detector) -> Self {
        Self {
            detector,
            head: Vec::new(),
            is_long: false,
            pending: Vec::new(),
            survey: Survey::default(),
        }
    }

    /// Takes the next bytes. O(bytes).
    pub fn feed(&mut self, bytes: &[u8]) {
        if !self.is_long {
            if self.head.len() + bytes.len() <= WHOLE {
                self.head.extend_from_slice(bytes);
                return;
            }
            self.is_long = true;
            let head = std::mem::take(&mut self.head);
            self.divide(&head);
        }
        self.divide(bytes);
    }

    /// The answer for the bytes so far, as if more could follow. Takes as long as detecting a few
    /// kilobytes does.
    pub fn guess(&self) -> Detection {
        self.answer(self.detector.unfinished())
    }

    /// The answer for all bytes.
    pub fn finish(self) -> Detection {
        self.answer(self.detector)
    }

    fn answer(&self, detector: Detector) -> Detection {
        if !self.is_long {
            return detector.detect(&self.head);
        }
        let mut survey = self.survey.clone();
        survey.take(&self.pending, true);
        detector.answer(&survey)
    }

    fn divide(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        if !self.pending.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(BLOCK - self.pending.len()));
            self.pending.extend_from_slice(now);
            rest = later;
            if self.pending.len() < BLOCK {
                return;
            }
            let block = std::mem::take(&mut self.pending);
            self.take(&block);
        }
        let (blocks, rest) = rest.as_chunks::<BLOCK>();
        for block in blocks {
            self.take(block);
        }
        self.pending.extend_from_slice(rest);
    }

    fn take(&mut self, block: &[u8]) {
        self.survey.take(block, false);
        if self.survey.is_ripe() {
            let readings = self.detector.readings(&self.survey);
            let encodings = readings.iter().filter_map(|reading| reading.encoding);
            self.survey.narrow(encodings);
        }
    }
}
