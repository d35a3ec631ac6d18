//! Texts of any size from a little prose, its sentences shuffled.

/// A few hundred characters, a sentence a line.
pub const SIMPLIFIED: &str = include_str!("simplified.txt");
pub const TRADITIONAL: &str = include_str!("traditional.txt");
pub const JAPANESE: &str = include_str!("japanese.txt");
pub const KOREAN: &str = include_str!("korean.txt");
pub const ENGLISH: &str = include_str!("english.txt");
pub const FRENCH: &str = include_str!("french.txt");
pub const POLISH: &str = include_str!("polish.txt");
pub const RUSSIAN: &str = include_str!("russian.txt");
/// Chinese with names, numbers, code and addresses between.
pub const MIXED: &str = include_str!("mixed.txt");

/// At least `len` bytes of the sentences in `prose`, in paragraphs. The same on every run.
pub fn shuffled(prose: &str, len: usize) -> String {
    let sentences: Vec<_> = prose.lines().collect();
    let mut random = Random::new();
    let mut text = String::with_capacity(len + 512);
    while text.len() < len {
        text.push_str(sentences[random.below(sentences.len())]);
        if random.below(6) == 0 {
            text.push('\n');
        }
    }
    text
}

/// xorshift64*, from a fixed seed.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let random = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        random as usize % bound
    }
}
