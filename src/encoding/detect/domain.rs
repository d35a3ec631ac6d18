//! What the last label of a host name says of the texts there: countries have languages, and had
//! encodings.

use crate::name::{Encoding, Language};

use Encoding::{
    Big5, EucJp, EucKr, EucTw, Gb18030, Iso8859_2, Koi8R, Koi8U, ShiftJis, Windows874, Windows1250,
    Windows1251, Windows1252, Windows1253, Windows1254, Windows1255, Windows1256, Windows1257,
    Windows1258,
};
use Language::{
    Arabic, Czech, French, German, Greek, Hebrew, Hungarian, Japanese, Korean, Latvian, Lithuanian,
    Polish, Russian, Simplified, Spanish, Thai, Traditional, Turkish, Ukrainian, Vietnamese,
};

/// What is usual where a domain belongs.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    /// Labels in lower case, international ones in Punycode.
    labels: &'static [&'static str],
    pub(super) languages: &'static [Language],
    pub(super) encodings: &'static [Encoding],
}

const fn region(
    labels: &'static [&'static str],
    languages: &'static [Language],
    encodings: &'static [Encoding],
) -> Region {
    Region {
        labels,
        languages,
        encodings,
    }
}

/// Country codes of ISO 3166 and the Punycode labels in IANA's root zone, by the languages that we
/// can tell. Multilingual countries have each of theirs.
static REGIONS: [Region; 22] = [
    // 中国, 中國
    region(
        &["cn", "xn--fiqs8s", "xn--fiqz9s"],
        &[Simplified],
        &[Gb18030],
    ),
    // 台湾, 台灣
    region(
        &["tw", "xn--kprw13d", "xn--kpry57d"],
        &[Traditional],
        &[Big5, EucTw],
    ),
    // 香港, 澳門
    region(
        &["hk", "mo", "xn--j6w193g", "xn--mix891f"],
        &[Traditional],
        &[Big5],
    ),
    // 新加坡
    region(
        &["sg", "my", "xn--yfro4i67o"],
        &[Simplified, Traditional],
        &[Gb18030],
    ),
    region(&["jp"], &[Japanese], &[ShiftJis, EucJp]),
    // 한국
    region(&["kr", "kp", "xn--3e0b707e"], &[Korean], &[EucKr]),
    // рф, бел, мон
    region(
        &["ru", "su", "by", "kz", "kg", "xn--p1ai", "xn--90ais"],
        &[Russian],
        &[Windows1251, Koi8R],
    ),
    region(&["fr", "sn", "ci"], &[French], &[Windows1252]),
    region(&["de", "at", "li"], &[German], &[Windows1252]),
    region(&["ch", "lu"], &[German, French], &[Windows1252]),
    region(
        &["es", "mx", "ar", "cl", "co", "pe", "ve", "uy", "ec", "cu"],
        &[Spanish],
        &[Windows1252],
    ),
    region(&["gr", "cy", "xn--qxam"], &[Greek], &[Windows1253]),
    region(&["th", "xn--o3cw4h"], &[Thai], &[Windows874]),
    region(
        &[
            "sa", "ae", "eg", "iq", "jo", "kw", "lb", "ly", "ma", "om", "qa", "sy", "tn", "ye",
        ],
        &[Arabic],
        &[Windows1256],
    ),
    region(&["pl"], &[Polish], &[Windows1250, Iso8859_2]),
    region(&["cz"], &[Czech], &[Windows1250, Iso8859_2]),
    region(&["hu"], &[Hungarian], &[Windows1250, Iso8859_2]),
    region(&["tr"], &[Turkish], &[Windows1254]),
    region(&["il"], &[Hebrew], &[Windows1255]),
    region(&["lt", "lv"], &[Lithuanian, Latvian], &[Windows1257]),
    region(&["vn"], &[Vietnamese], &[Windows1258]),
    // укр
    region(
        &["ua", "xn--j1amh"],
        &[Ukrainian, Russian],
        &[Windows1251, Koi8U],
    ),
];

impl Region {
    /// The region of a host name or of its last label. `None` for labels that say nothing, such as
    /// `com`.
    pub(super) fn of(host: &str) -> Option<&'static Self> {
        let last = host.trim_end_matches('.').rsplit('.').next()?;
        REGIONS.iter().find(|region| {
            region
                .labels
                .iter()
                .any(|label| label.eq_ignore_ascii_case(last))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_label_counts() {
        let languages = |host| Region::of(host).map(|region| region.languages);
        for host in ["tw", ".TW", "www.example.com.tw", "example.tw."] {
            assert_eq!(languages(host), Some(&[Traditional][..]), "{host}");
        }
        for host in ["", ".", "com", "tw.example.org"] {
            assert_eq!(languages(host), None, "{host}");
        }
    }

    #[test]
    fn each_label_once() {
        let labels: Vec<_> = REGIONS.iter().flat_map(|region| region.labels).collect();
        for (number, label) in labels.iter().enumerate() {
            assert!(!labels[..number].contains(label), "{label}");
        }
    }
}
