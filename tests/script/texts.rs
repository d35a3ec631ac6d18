//! Random texts that are hard to convert.

use proptest::prelude::*;
use proptest::sample::select;

/// Keys glued, cut and overlapped, among everything else that the converter treats in its own way.
pub(crate) fn hard(keys: &[String]) -> impl Strategy<Value = String> + use<> {
    let key = select(keys.to_vec());
    let piece = prop_oneof![
        6 => key.clone(),
        3 => (key.clone(), 1..8_usize).prop_map(|(key, n)| key.chars().take(n).collect()),
        3 => (key.clone(), 1..8_usize).prop_map(|(key, n)| key.chars().skip(n).collect()),
        2 => "[里后发台着干面只乾麵髮裏裡]{1,6}",
        1 => "[a-zA-Z0-9 ]{0,20}",
        1 => "[，。·《》é🎉\0\n]{1,3}",
        1 => "[\u{3400}-\u{9FFF}]{1,3}",
        1 => "[\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]{1,2}",
        1 => "[\u{20000}-\u{2FFFF}]{1,2}",
        1 => "[\u{2FF0}-\u{2FFF}]{1,5}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}
