//! Ideographic description sequences: ⿰木寸 describes a character, so its parts stay as they are.

use super::utf8::{decode, is_description_operator};

/// OpenCC 1.4 takes no sequence for one that nests deeper.
const DEPTH: usize = 16;
/// Nor one of more code points.
const CODE_POINTS: usize = 64;

/// Bytes of the complete description sequence that starts at `at`; 0 where there is none.
///
/// Reads at most 64 code points.
pub(super) fn length(text: &[u8], at: usize) -> usize {
    // How many operands each open operator still waits for.
    let mut open = [0_u8; DEPTH];
    let mut depth = 0;
    let mut end = at;
    for _ in 0..CODE_POINTS {
        if end >= text.len() {
            return 0;
        }
        let (code, length) = decode(text, end);
        end += length;
        if is_description_operator(code) {
            let Some(operands) = open.get_mut(depth) else {
                return 0;
            };
            *operands = arity(code);
            depth += 1;
            // Its operands would stand too deep.
            if depth == DEPTH {
                return 0;
            }
            continue;
        }
        // An operand is complete, and with it the operators that waited for nothing else.
        loop {
            let Some(waiting) = depth.checked_sub(1) else {
                return end - at;
            };
            match open.get_mut(waiting) {
                Some(operands) if *operands > 1 => {
                    *operands -= 1;
                    break;
                }
                _ => depth = waiting,
            }
        }
    }
    0
}

/// Operands of an operator; Unicode 17, section 18.2, table 18-1.
fn arity(operator: u32) -> u8 {
    match operator {
        0x2FF2 | 0x2FF3 => 3,
        0x2FFE | 0x2FFF => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    fn complete(text: &str) -> &str {
        &text[..length(text.as_bytes(), 0)]
    }

    #[test]
    fn a_sequence_ends_with_its_last_operand() {
        assert_eq!(complete("⿰木寸村"), "⿰木寸");
        assert_eq!(complete("⿲木木木木"), "⿲木木木");
        assert_eq!(complete("⿾木木"), "⿾木");
        assert_eq!(complete("⿱⿰木木⿰木木木"), "⿱⿰木木⿰木木");
    }

    #[test]
    fn an_incomplete_sequence_is_none() {
        assert_eq!(complete("⿰木"), "");
        assert_eq!(complete("⿰⿰木木"), "");
        assert_eq!(complete("木"), "木");
    }

    #[test]
    fn limits_are_those_of_the_reference() {
        let chain = |operators| "⿰".repeat(operators) + &"木".repeat(operators + 1);
        assert_eq!(complete(&chain(15)), chain(15));
        assert_eq!(complete(&chain(16)), "");
    }
}
