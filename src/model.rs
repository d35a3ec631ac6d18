//! How likely is this text? Character trigrams, one table for each script.
//!
//! A text costs the information that it bears, in bits, given the two characters before each
//! character; the likelier of two readings of damaged text is the cheaper one. Costs are whole
//! numbers of [`UNITS`] a bit, the same on every machine. ASCII has classes instead of characters:
//! it stands as context and has its price, and [`Model::rate`] leaves it out.

pub(crate) use crate::tables::model::UNITS;
use crate::tables::model::{BOUNDARY, Grams, Longer, OTHERS, TABLE, Table, class};

/// The scripts that have a table. Written Cantonese is traditional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    Simplified,
    Traditional,
}

/// Other languages that have a table, so that fine text of theirs can be told from garbled text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Foreign {
    /// French, German, Spanish, English, Vietnamese, Russian, Greek, Arabic, Thai.
    Alphabets,
    /// Japanese and Korean. All Han are alike here.
    Eastern,
}

/// One script's model. Free to copy.
#[derive(Clone, Copy)]
pub(crate) struct Model {
    table: &'static Table,
    grams: &'static Grams,
}

/// What the model remembers of a text: the last two characters, as far as they matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct State {
    last: u16,
    longer: Longer,
}

impl State {
    /// Where a text, a line or a cut-out clause begins.
    pub(crate) const START: Self = Self {
        last: BOUNDARY,
        longer: Longer::NONE,
    };
}

/// Pairs of characters that are looked up in one go.
const AT_ONCE: usize = 64;

/// A text's cost without its ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rate {
    pub(crate) cost: u64,
    pub(crate) characters: usize,
}

impl Rate {
    /// Units a character; the cost of an empty text is 0.
    pub(crate) fn mean(self) -> u32 {
        let mean = self.cost.checked_div(self.characters as u64);
        mean.map_or(0, |mean| u32::try_from(mean).unwrap_or(u32::MAX))
    }
}

impl Model {
    pub(crate) fn of(script: Script) -> Self {
        Self::within(&TABLE, script)
    }

    /// A model of languages other than Chinese.
    pub(crate) fn of_foreign(language: Foreign) -> Self {
        let [alphabets, eastern] = &OTHERS.grams;
        let grams = match language {
            Foreign::Alphabets => alphabets,
            Foreign::Eastern => eastern,
        };
        let table = &OTHERS;
        Self { table, grams }
    }

    /// A model of another table than the one built in.
    pub(crate) fn within(table: &'static Table, script: Script) -> Self {
        let [simplified, traditional] = &table.grams;
        let grams = match script {
            Script::Simplified => simplified,
            Script::Traditional => traditional,
        };
        Self { table, grams }
    }

    /// What the next character costs, and the state after it. Line breaks are boundaries.
    #[inline]
    pub(crate) fn step(self, state: State, next: char) -> (u32, State) {
        let token = self.table.token(next);
        let (cost, state) = self.follow(state, token);
        (cost + self.table.member(token), state)
    }

    /// How much cheaper the second character is behind the first than anywhere, which says how firmly
    /// they are joined; 0 if the table does not know the pair.
    pub(crate) fn attraction(self, first: char, second: char) -> i32 {
        let (first, second) = (self.table.token(first), self.table.token(second));
        let bigram = self.table.bigram(self.grams, first, second);
        match bigram.is_known {
            true => self.grams.unigram(second) as i32 - bigram.cost as i32,
            false => 0,
        }
    }

    /// What a character beyond ASCII costs by itself: after what no clean text has, so that no pair
    /// with it is known.
    #[inline]
    pub(crate) fn alone(self, character: char) -> u32 {
        let token = self.table.token(character);
        self.grams.backoff(class::BROKEN) + self.grams.unigram(token) + self.table.member(token)
    }

    /// What it costs that the text ends here.
    pub(crate) fn end(self, state: State) -> u32 {
        self.follow(state, BOUNDARY).0
    }

    #[inline]
    fn follow(self, state: State, token: u16) -> (u32, State) {
        let bigram = self.table.bigram(self.grams, state.last, token);
        let cost = self
            .table
            .trigram(self.grams, state.longer, token, bigram.cost);
        let state = State {
            last: token,
            longer: bigram.longer,
        };
        (cost, state)
    }

    /// The state after a text, of which only the last two characters matter.
    pub(crate) fn after(self, text: &str) -> State {
        // Two characters in the middle of a text do not follow a boundary.
        tail(text)
            .chars()
            .fold(State::START, |state, next| self.step(state, next).1)
    }

    /// The cost of all that is not ASCII, which is context only.
    pub(crate) fn rate(self, text: &str) -> Rate {
        let mut state = State::START;
        let mut rate = Rate::default();
        for next in text.chars() {
            let (cost, after) = self.step(state, next);
            state = after;
            if !next.is_ascii() {
                rate.cost += u64::from(cost);
                rate.characters += 1;
            }
        }
        rate
    }

    /// The same without trigrams: twice as fast, and half a bit a character dearer.
    pub(crate) fn rate_by_pairs(self, text: &str) -> Rate {
        let mut last = BOUNDARY;
        let mut rate = Rate::default();
        let mut characters = text.chars();
        // First what the characters are and then what they cost: each needs all registers that there are.
        let mut pairs = [[0; 2]; AT_ONCE];
        loop {
            let mut count = 0;
            while let Some(pair) = pairs.get_mut(count)
                && let Some(next) = characters.next()
            {
                let token = self.table.token(next);
                *pair = [last, token];
                count += usize::from(!next.is_ascii());
                last = token;
            }
            for &[first, second] in pairs.iter().take(count) {
                let bigram = self.table.bigram(self.grams, first, second);
                rate.cost += u64::from(bigram.cost + self.table.member(second));
            }
            rate.characters += count;
            if count < AT_ONCE {
                return rate;
            }
        }
    }

    /// Which candidate stands between these texts, and how probable it is among the candidates.
    ///
    /// Two characters of each side matter. A side that is empty is a boundary: the text, line or
    /// clause begins or ends there.
    pub(crate) fn choose(
        self,
        left: &str,
        candidates: impl Iterator<Item = char>,
        right: &str,
    ) -> Option<(char, f32)> {
        let before = self.after(left);
        let mut best: Option<(char, u32)> = None;
        // The sum of all candidates' probabilities over that of the best so far.
        let mut sum = 0.0;
        for candidate in candidates {
            let cost = self.between(before, candidate, right);
            match best {
                Some((_, least)) if least <= cost => sum += probability(cost - least),
                Some((_, least)) => {
                    sum = sum * probability(least - cost) + 1.0;
                    best = Some((candidate, cost));
                }
                None => {
                    sum = 1.0;
                    best = Some((candidate, cost));
                }
            }
        }
        best.map(|(candidate, _)| (candidate, 1.0 / sum))
    }

    /// What a character and the two behind it cost after this state.
    pub(crate) fn between(self, before: State, candidate: char, right: &str) -> u32 {
        let (mut cost, mut state) = self.step(before, candidate);
        for next in right.chars().take(2) {
            let (more, after) = self.step(state, next);
            cost += more;
            state = after;
        }
        if right.is_empty() {
            cost += self.end(state);
        }
        cost
    }
}

/// What fine text of another language costs a character at most.
///
/// `evaluate` in the tables package: 96 to 100 % of the passages in eleven languages cost no more,
/// and of Chinese read in the wrong encoding less than 1 %, though it was four characters long.
const FOREIGN_MEAN: u32 = 12 * UNITS;

/// Whether a text is plausible as it is in one of the languages of [`Foreign`]. A text of ASCII is;
/// languages that the model has not seen, such as Polish, Hebrew or Hindi, are not.
pub(crate) fn is_foreign(text: &str) -> bool {
    [Foreign::Alphabets, Foreign::Eastern]
        .iter()
        .any(|&language| Model::of_foreign(language).rate(text).mean() <= FOREIGN_MEAN)
}

/// As much of the end of a text as what comes next depends on.
pub(crate) fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().map(|(at, _)| at).take(2).last();
    &text[start.unwrap_or(0)..]
}

/// As much of the beginning of a text as depends on what comes before.
pub(crate) fn head(text: &str) -> &str {
    let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).nth(1);
    &text[..end.unwrap_or(text.len())]
}

/// The probability of what costs so much.
fn probability(cost: u32) -> f32 {
    (-(cost as f32) / UNITS as f32).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPTS: [Script; 2] = [Script::Simplified, Script::Traditional];

    fn rates(text: &str) -> [u32; 2] {
        SCRIPTS.map(|script| Model::of(script).rate(text).mean())
    }

    #[test]
    fn each_script_is_cheapest_in_its_own_model() {
        let [simplified, traditional] = rates("这个软件可以把坏掉的汉字变回来。");
        assert!(simplified + 4 * UNITS < traditional);
        let [simplified, traditional] = rates("這個軟體可以把壞掉的漢字變回來。");
        assert!(traditional + 4 * UNITS < simplified);
    }

    #[test]
    fn every_character_has_a_price() {
        for model in SCRIPTS.map(Model::of) {
            for character in ('\0'..=char::MAX).step_by(7) {
                let (cost, state) = model.step(State::START, character);
                assert!(cost < 64 * UNITS, "{character:?} costs {cost}");
                assert!(model.end(state) < 64 * UNITS);
            }
        }
    }

    #[test]
    fn alone_is_after_what_no_text_has() {
        for model in SCRIPTS.map(Model::of) {
            let (_, state) = model.step(State::START, char::REPLACEMENT_CHARACTER);
            for character in ('\u{80}'..=char::MAX).step_by(3) {
                let (cost, _) = model.step(state, character);
                assert_eq!(model.alone(character), cost, "{character:?}");
            }
        }
    }

    #[test]
    fn probabilities_add_up_to_one() {
        for model in SCRIPTS.map(Model::of) {
            for left in ["", "我", "中国", "的", "甚麼", "3", "龘"] {
                let state = model.after(left);
                // Both line breaks are the boundary, which counts once.
                let others = ('\0'..=char::MAX).filter(|&next| next != '\r');
                let sum: f32 = others
                    .map(|next| probability(model.step(state, next).0))
                    .sum();
                // Fifteen levels of backoff are off by a tenth of a bit here and there.
                assert!((0.9..1.1).contains(&sum), "after {left:?}: {sum}");
            }
        }
    }

    #[test]
    fn fine_text_of_other_languages_is_told_from_garbled_text() {
        for text in [
            "plain",
            "Où est passée la clé que j'ai laissée à côté du téléphone ?",
            "Die größte Überraschung für die Gäste kam später.",
            "Завтра утром мы поедем к морю.",
            "Chúng tôi sẽ gặp nhau ở quán cà phê vào buổi sáng.",
            "Το πρωί θα πάμε στη θάλασσα.",
            "あしたの朝、うみへ行きましょう。",
            "내일 아침에 바다로 갑시다.",
        ] {
            assert!(is_foreign(text), "{text}");
        }
        for text in [
            "ä½ å¥½ä¸–ç•Œ",
            "ÄãºÃÊÀ½ç",
            "дЅ еҐЅдё–з•Њ",
            "浣犲ソ涓栫晫",
            "繁體中文",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }

    #[test]
    fn trigrams_know_more_than_bigrams() {
        let model = Model::of(Script::Simplified);
        for text in ["为什么", "实际上", "计算机", "有没有", "来自于"] {
            assert!(
                model.rate(text).cost <= model.rate_by_pairs(text).cost,
                "{text}"
            );
        }
    }

    #[test]
    fn ascii_is_context_and_not_counted() {
        let model = Model::of(Script::Traditional);
        assert_eq!(model.rate("plain text, 100 %"), Rate::default());
        assert_eq!(model.rate("用 Rust 寫").characters, 2);
    }

    #[test]
    fn a_lost_byte_is_guessed_from_both_sides() {
        let model = Model::of(Script::Simplified);
        let same_start = |truth: char| {
            (0..64).filter_map(move |last| char::from_u32(truth as u32 & !0x3F | last))
        };
        for (left, truth, right) in [
            ("我们的国", '家', "很大"),
            ("他在北", '京', "工作"),
            ("谢", '谢', ""),
        ] {
            let (best, probability) = model
                .choose(left, same_start(truth), right)
                .unwrap_or_default();
            assert_eq!(best, truth);
            assert!(probability > 0.8, "{truth} {probability}");
        }
        assert_eq!(model.choose("我", std::iter::empty(), "你"), None);
    }
}
