//! What training leaves, as a file that people can read: the blob is made from it alone.
//!
//! Lines of fields separated by tabs. `台 : 臺 檯 …` names a subject and its candidates (`=` in place
//! of `:` where it is a traditional character that simplification splits); then `0 1 2 -17` stands for
//! region, OpenCC's choice (0 for none), candidate and prior, and `2 ｋ context 5 -3` for candidate,
//! kind of context, neighbors and the weights in Taiwan and Hong Kong. Neighbors that are classes are
//! ASCII digits, and so is the number of OpenCC's choice, the second of `<=` and `>=`.

use std::fmt::Write as _;

use super::subjects::Subject;
use crate::tables::context::template;

/// What speaks for a candidate whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prior {
    pub subject: u16,
    pub region: u8,
    /// The number of OpenCC's choice and one more; 0 if it is none of the candidates.
    pub choice: u8,
    pub candidate: u8,
    pub value: i16,
}

/// What a context says for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    pub subject: u16,
    pub candidate: u8,
    pub kind: u8,
    pub first: u16,
    pub second: u16,
    pub values: [i8; 2],
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub subjects: Vec<Subject>,
    pub priors: Vec<Prior>,
    pub weights: Vec<Weight>,
}

/// Signs of the kinds of context, in the order of their numbers, which begin at 1.
const KINDS: [&str; 7] = ["<", ">", "<<", ">>", "<>", "<=", ">="];

impl Kept {
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# weights in sixteenths of a nat; tables/src/context/kept.rs says how to read this\n",
        );
        for (subject, number) in self.subjects.iter().zip(0u16..) {
            let sign = if subject.merged { '=' } else { ':' };
            let candidates: Vec<String> = subject.candidates.iter().map(char::to_string).collect();
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                text,
                "{}\t{sign}\t{}",
                subject.character,
                candidates.join(" ")
            );
            for prior in self
                .priors
                .iter()
                .filter(|p| p.subject == number && p.value != 0)
            {
                let Prior {
                    region,
                    choice,
                    candidate,
                    value,
                    ..
                } = prior;
                let _ = writeln!(text, "{region}\t{choice}\t{candidate}\t{value}");
            }
            let start = self
                .weights
                .partition_point(|weight| weight.subject < number);
            let own = self.weights[start..]
                .iter()
                .take_while(|weight| weight.subject == number);
            for weight in own {
                let Weight {
                    candidate,
                    kind,
                    first,
                    second,
                    values: [taiwan, hong_kong],
                    ..
                } = *weight;
                let kind = KINDS[usize::from(kind) - 1];
                let mut context = spell(first).to_string();
                if kind.len() == 2 {
                    context.push(spell(second));
                }
                let _ = writeln!(
                    text,
                    "{candidate}\t{kind}\t{context}\t{taiwan}\t{hong_kong}"
                );
            }
        }
        text
    }

    pub fn read(text: &str) -> Result<Self, String> {
        let mut kept = Self::default();
        for (number, line) in text.lines().enumerate() {
            if !line.starts_with('#') {
                kept.line(line)
                    .ok_or_else(|| format!("line {} cannot be read", number + 1))?;
            }
        }
        Ok(kept)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        let subject = (self.subjects.len() as u16).wrapping_sub(1);
        match *fields {
            [character, sign @ (":" | "="), candidates] => self.subjects.push(Subject {
                character: character.chars().next()?,
                merged: sign == "=",
                candidates: candidates
                    .split(' ')
                    .filter_map(|c| c.chars().next())
                    .collect(),
            }),
            [region, choice, candidate, value] => self.priors.push(Prior {
                subject,
                region: region.parse().ok()?,
                choice: choice.parse().ok()?,
                candidate: candidate.parse().ok()?,
                value: value.parse().ok()?,
            }),
            [candidate, kind, context, taiwan, hong_kong] => {
                let mut neighbors = context.chars().map(number);
                self.weights.push(Weight {
                    subject,
                    candidate: candidate.parse().ok()?,
                    kind: KINDS.iter().position(|sign| *sign == kind)? as u8
                        + template::BEFORE as u8,
                    first: neighbors.next()?,
                    second: neighbors.next().unwrap_or(0),
                    values: [taiwan.parse().ok()?, hong_kong.parse().ok()?],
                });
            }
            _ => return None,
        }
        Some(())
    }
}

/// A neighbor as a character: classes are digits.
fn spell(neighbor: u16) -> char {
    match neighbor {
        0..10 => char::from(b'0' + neighbor as u8),
        _ => char::from_u32(neighbor.into()).unwrap_or('?'),
    }
}

fn number(character: char) -> u16 {
    match character.to_digit(10) {
        Some(class) => class as u16,
        None => character as u16,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let kept = Kept {
            subjects: vec![Subject {
                character: '台',
                merged: false,
                candidates: vec!['臺', '台'],
            }],
            priors: vec![Prior {
                subject: 0,
                region: 1,
                choice: 2,
                candidate: 1,
                value: -40,
            }],
            weights: vec![Weight {
                subject: 0,
                candidate: 1,
                kind: template::AROUND as u8,
                first: '舞' as u16,
                second: 0,
                values: [-3, 7],
            }],
        };
        assert_eq!(Kept::read(&kept.text()), Ok(kept));
    }
}
