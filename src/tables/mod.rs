//! The one door to the embedded tables: nothing else in the crate says `include_bytes!`.
//!
//! Every blob begins with the header that `FORMAT.md` describes. The header is read when the
//! crate is compiled, so a blob of the wrong kind does not build and nothing is parsed at run time.

pub(crate) mod classify;
pub(crate) mod cns;
pub(crate) mod code_page;
pub(crate) mod context;
pub(crate) mod cuckoo;
pub(crate) mod entity;
pub(crate) mod forms;
pub(crate) mod gbk;
pub(crate) mod key;
pub(crate) mod language;
#[allow(
    dead_code,
    reason = "the package in `tables/`, which writes and measures the model, asks for more of it"
)]
pub(crate) mod model;
pub(crate) mod pairs;
pub(crate) mod reading;
pub(crate) mod script;
pub(crate) mod suspicion;

static CLASSIFY: &[u8] = payload(include_bytes!("classify.bin"), b"CLAS", 1);
static CNS: &[u8] = payload(include_bytes!("cns.bin"), b"CNS1", 2);
static CONTEXT: &[u8] = payload(include_bytes!("context.bin"), b"CTXT", 2);
const FORMS: &[u8] = payload(include_bytes!("forms.bin"), b"FORM", 1);
static ENTITY: &[u8] = payload(include_bytes!("entity.bin"), b"ENTS", 1);
static GBK: &[u8] = payload(include_bytes!("gbk.bin"), b"GBK2", 1);
const KEY: &[u8] = payload(include_bytes!("key.bin"), b"KEYS", 1);
static LANGUAGE: &[u8] = payload(include_bytes!("language.bin"), b"LANG", 1);
static MODEL: &[u8] = payload(include_bytes!("model.bin"), b"MODL", 3);
static MODEL_OTHER: &[u8] = payload(include_bytes!("model-other.bin"), b"MODL", 3);
static PAIRS: &[u8] = payload(include_bytes!("pairs.bin"), b"PAIR", 1);
static SUSPICION: &[u8] = payload(include_bytes!("suspicion.bin"), b"SUSP", 1);
static READING: &[u8] = payload(include_bytes!("reading.bin"), b"READ", 1);

/// Bytes of a blob before its payload.
const HEADER: usize = 32;

/// The payload of a blob of this kind and version; anything else stops the build.
const fn payload(blob: &'static [u8], kind: &[u8; 4], version: u32) -> &'static [u8] {
    assert!(blob.len() >= HEADER, "a table is shorter than its header");
    let (header, payload) = blob.split_at(HEADER);
    assert!(same(header, 0, b"mingwen\0"), "a table lacks the magic");
    assert!(same(header, 8, kind), "a table is of another kind");
    assert!(
        same(header, 12, &version.to_le_bytes()),
        "a table is of another version"
    );
    assert!(
        same(header, 16, &(payload.len() as u64).to_le_bytes()),
        "a table is cut"
    );
    payload
}

const fn same(header: &[u8], at: usize, expected: &[u8]) -> bool {
    let mut i = 0;
    while i < expected.len() {
        if header[at + i] != expected[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The little-endian number at a byte offset that lies inside the payload.
fn u16_at(payload: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([payload[at], payload[at + 1]])
}

/// The little-endian number at a byte offset that lies inside the payload.
fn u32_at(payload: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([
        payload[at],
        payload[at + 1],
        payload[at + 2],
        payload[at + 3],
    ])
}
