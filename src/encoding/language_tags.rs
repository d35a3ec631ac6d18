//! Names that languages go by.

use crate::name::Language;

/// Primary subtags of BCP 47 that mean one language of ours, with the three letters of ISO 639-2.
const PRIMARY: [(&str, &str, Language); 18] = [
    ("ja", "jpn", Language::Japanese),
    ("ko", "kor", Language::Korean),
    ("ru", "rus", Language::Russian),
    ("fr", "fra", Language::French),
    ("de", "deu", Language::German),
    ("es", "spa", Language::Spanish),
    ("el", "ell", Language::Greek),
    ("th", "tha", Language::Thai),
    ("ar", "ara", Language::Arabic),
    ("pl", "pol", Language::Polish),
    ("cs", "ces", Language::Czech),
    ("hu", "hun", Language::Hungarian),
    ("tr", "tur", Language::Turkish),
    ("he", "heb", Language::Hebrew),
    ("lt", "lit", Language::Lithuanian),
    ("lv", "lav", Language::Latvian),
    ("vi", "vie", Language::Vietnamese),
    ("uk", "ukr", Language::Ukrainian),
];

/// Primary subtags of Chinese, some of which are written in traditional characters where nothing else
/// is said.
const CHINESE: [&str; 7] = ["zh", "zho", "chi", "cmn", "wuu", "lzh", "yue"];
const CANTONESE: &str = "yue";

impl Language {
    /// The languages that a BCP 47 tag may mean, case and `_` for `-` aside: `zh` both scripts of
    /// Chinese, `zh-Hant`, `zh-TW`, `zh-HK` and `yue` the traditional one. Empty for what we cannot
    /// tell.
    ///
    /// ```
    /// use mingwen::Language;
    ///
    /// assert_eq!(Language::for_tag("zh-Hant-HK"), [Language::Traditional]);
    /// assert_eq!(Language::for_tag("zh"), [Language::Simplified, Language::Traditional]);
    /// assert_eq!(Language::for_tag("ja_JP.UTF-8"), [Language::Japanese]);
    /// assert_eq!(Language::for_tag("tlh"), []);
    /// ```
    #[must_use]
    pub fn for_tag(tag: &str) -> &'static [Self] {
        // What POSIX adds to the names of its locales.
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let mut subtags = tag.trim().split(['-', '_']);
        let primary = subtags.next().unwrap_or_default();
        let is = |name: &&str| name.eq_ignore_ascii_case(primary);
        if CHINESE.iter().any(is) {
            let (mut simplified, mut traditional) = (false, is(&CANTONESE));
            for subtag in subtags {
                match subtag.to_ascii_lowercase().as_str() {
                    "hans" | "cn" | "sg" | "my" => simplified = true,
                    "hant" | "tw" | "hk" | "mo" => traditional = true,
                    _ => continue,
                }
                break;
            }
            return match (simplified, traditional) {
                (true, _) => &[Self::Simplified],
                (false, true) => &[Self::Traditional],
                (false, false) => &[Self::Simplified, Self::Traditional],
            };
        }
        let found = PRIMARY.iter().find(|(two, three, _)| is(two) || is(three));
        found.map_or(&[], |(_, _, language)| std::slice::from_ref(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_tells_the_script_counts() {
        for (tag, expected) in [
            ("zh-CN", &[Language::Simplified][..]),
            ("zh-Hans-HK", &[Language::Simplified]),
            ("ZH_tw", &[Language::Traditional]),
            ("yue", &[Language::Traditional]),
            ("yue-Hans", &[Language::Simplified]),
            ("zho", &[Language::Simplified, Language::Traditional]),
            ("RU", &[Language::Russian]),
            ("", &[]),
            ("zhx", &[]),
        ] {
            assert_eq!(Language::for_tag(tag), expected, "{tag}");
        }
    }
}
