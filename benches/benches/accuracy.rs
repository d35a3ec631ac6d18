//! How often short strings come out right: a table, beside peers. Every peer is asked once, and is right
//! if the encoding that it names makes the same text of the bytes; the end may cut a character.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

/// Bytes of the strings.
const LENS: [usize; 4] = [4, 8, 16, 32];

/// Strings of each kind.
const COUNT: usize = 300;

const KINDS: [(&str, &str, &Encoding); 4] = [
    ("GBK, simplified", text::SIMPLIFIED, GB18030),
    ("GBK, traditional", text::TRADITIONAL, GB18030),
    ("Big5", text::TRADITIONAL, BIG5),
    ("UTF-8", text::SIMPLIFIED, UTF_8),
];

type Peer = (&'static str, fn(&[u8]) -> Option<&'static Encoding>);

const PEERS: [Peer; 4] = [
    ("mingwen", |bytes| {
        let name = mingwen::detect(bytes).encoding()?.name();
        Encoding::for_label(name.as_bytes())
    }),
    ("chardetng", |bytes| {
        let mut detector = chardetng::EncodingDetector::new();
        detector.feed(bytes, false);
        Some(detector.guess(None, true))
    }),
    ("chardet", |bytes| {
        let (name, _, _) = chardet::detect(bytes);
        Encoding::for_label(chardet::charset2encoding(&name).as_bytes())
    }),
    ("charset-normalizer-rs", |bytes| {
        let found = charset_normalizer_rs::from_bytes(bytes, None);
        let found = found.ok()?;
        Encoding::for_label(found.get_best()?.encoding().as_bytes())
    }),
];

/// Strings that begin with a character, at places chosen from a fixed seed, with something beyond ASCII.
fn strings(prose: &str, codec: &'static Encoding, len: usize) -> Vec<Vec<u8>> {
    let text = text::shuffled(prose, 1 << 16);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut random = text::Random::new();
    let mut strings = Vec::new();
    while strings.len() < COUNT {
        let rest = &text[starts[random.below(starts.len() - len)]..];
        let head: String = rest.chars().take(len).collect();
        let mut bytes = codec.encode(&head).0.into_owned();
        bytes.truncate(len);
        if !bytes.is_ascii() {
            strings.push(bytes);
        }
    }
    strings
}

fn is_right(bytes: &[u8], found: Option<&'static Encoding>, codec: &'static Encoding) -> bool {
    let text = |codec: &'static Encoding| codec.decode_without_bom_handling(bytes).0.into_owned();
    found.is_some_and(|found| {
        text(found).trim_end_matches('\u{FFFD}') == text(codec).trim_end_matches('\u{FFFD}')
    })
}

fn main() {
    println!("right in %, at {LENS:?} bytes, {COUNT} strings each");
    for (name, prose, codec) in KINDS {
        for (peer, ask) in PEERS {
            let parts = LENS.map(|len| {
                let strings = strings(prose, codec, len);
                let right = strings
                    .iter()
                    .filter(|bytes| is_right(bytes, ask(bytes), codec));
                format!("{:.1}", 100.0 * right.count() as f64 / COUNT as f64)
            });
            println!("{name:18} {peer:22} {}", parts.join(" / "));
        }
    }
}
