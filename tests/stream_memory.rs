//! What a stream holds at most, counted by the allocator. A program of its own: nothing else may
//! allocate meanwhile.
#![allow(
    unsafe_code,
    reason = "an allocator that counts is unsafe by its trait"
)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use mingwen::{Config, Profile, Repairer};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn count(more: usize, less: usize) {
    let held = HELD.fetch_add(more, Ordering::Relaxed) + more;
    MOST.fetch_max(held, Ordering::Relaxed);
    HELD.fetch_sub(less, Ordering::Relaxed);
}

// SAFETY: the system's allocator does the work, and is given just what we are given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // For a moment there may be both.
        count(size, layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

const PAGE: &str = include_str!("../examples/data/page.txt");
const PROSE: &str = include_str!("data/prose.txt");

/// What the documentation says: as a rule, where every character is changed, where no byte has a meaning.
const BOUNDS: [usize; 3] = [1 << 20, 2 << 20, 5 << 20];

fn most_held(repairer: &Repairer, bytes: &[u8]) -> usize {
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    io::copy(&mut repairer.reader(bytes), &mut io::sink()).unwrap();
    MOST.load(Ordering::Relaxed) - before
}

#[test]
fn a_stream_holds_no_more_than_documented() {
    let long = |text: &str| {
        text.repeat(3 * Repairer::LOOK_AHEAD / text.len() + 1)
            .into_bytes()
    };
    let misread = encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(PROSE.as_bytes())
        .0;
    let wide: Vec<u8> = PROSE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let inputs = [
        ("clean", long(PROSE)),
        ("one line", long(&PROSE.replace('\n', ""))),
        ("glossed", long(PAGE)),
        ("misread", long(&misread)),
        (
            "GB18030",
            encoding_rs::GB18030
                .encode(&PROSE.repeat(120))
                .0
                .into_owned(),
        ),
        ("UTF-16", wide.repeat(80)),
        ("no text", b"\xFF\0\x81".repeat(Repairer::LOOK_AHEAD)),
        ("no valid byte", b"\xFF".repeat(3 * Repairer::LOOK_AHEAD)),
        (
            "readings",
            "個(gè)".repeat(3 * Repairer::LOOK_AHEAD / 8).into_bytes(),
        ),
        (
            "references",
            "&#20013;\n"
                .repeat(3 * Repairer::LOOK_AHEAD / 9)
                .into_bytes(),
        ),
        (
            "folded marks",
            "这,".repeat(3 * Repairer::LOOK_AHEAD / 4).into_bytes(),
        ),
    ];
    let bound = |settings: &str, name: &str| match (settings, name) {
        (_, "no text" | "no valid byte") => BOUNDS[2],
        ("search key", _) | ("corpus" | "s2t", "folded marks") => BOUNDS[1],
        _ => BOUNDS[0],
    };
    let repairers = [
        ("repair", Repairer::default()),
        (
            "corpus",
            Repairer::builder()
                .profile(Profile::Corpus)
                .build()
                .unwrap(),
        ),
        (
            "search key",
            Repairer::builder()
                .profile(Profile::SearchKey)
                .build()
                .unwrap(),
        ),
        (
            "s2t",
            Repairer::builder().script(Config::S2t).build().unwrap(),
        ),
    ];
    for (settings, repairer) in &repairers {
        for (name, bytes) in &inputs {
            // Tables that are made at first use are nobody's.
            most_held(repairer, &bytes[..Repairer::LOOK_AHEAD / 8]);
            let most = most_held(repairer, bytes);
            println!("{most:9} bytes: {settings}, {name}");
            assert!(
                most < bound(settings, name),
                "{settings}, {name}: {most} bytes"
            );
        }
    }
}
