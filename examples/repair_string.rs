//! Repairs a string, and says what that took.
//!
//! ```text
//! cargo run --example repair_string
//! ```

use std::borrow::Cow;

fn main() {
    // Somebody's page converter wrote pinyin behind the characters it changed, and where it hit
    // the middle of a character, the bytes behind it were paired anew: 變為實景 became 變?yōu)閷?shí)景.
    let damaged = "開(kāi)發(fā)區(qū)的規(guī)劃已經(jīng)變?yōu)閷?shí)景。";
    let repaired = mingwen::repair(damaged);
    println!("{damaged}\n{repaired}\n");

    // Pinyin that an author meant to be there stays, and a text without damage is borrowed: it costs
    // no allocation to ask.
    let lesson = "重慶的“重”讀作 chóng，不讀 zhòng。";
    match mingwen::repair(lesson) {
        Cow::Borrowed(_) => println!("nothing to repair: {lesson}"),
        Cow::Owned(changed) => println!("changed: {changed}"),
    }

    // Bytes of an encoding that nobody told us: it is found first.
    let gbk = b"\xe9\x5f\xb7\xc5\xca\xd0\x88\xf6"; // 開放市場 in GBK
    println!("{}", mingwen::repair_bytes(gbk).text);
}
