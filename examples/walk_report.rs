//! Walks the account of a repair: what was changed, where, why and how surely; then takes it back.
//!
//! ```text
//! cargo run --example walk_report
//! ```

use mingwen::{Certainty, Error, Repairer};

fn main() -> Result<(), Error> {
    let damaged =
        "質(zhì)量部負(fù)責(zé)人說(shuō)，新廠(chǎng)的規(guī)劃已經(jīng)變?yōu)閷?shí)景。";
    let repaired = Repairer::default().repair(damaged);

    println!("{}", repaired.text);
    for edit in repaired.report.edits() {
        let reasons: Vec<_> = edit.reasons.iter().map(|reason| reason.name()).collect();
        println!(
            "bytes {:?}: {:?} became {:?} ({}, {:?})",
            edit.source,
            edit.removed,
            &repaired.text[edit.target.clone()],
            reasons.join(", "),
            edit.certainty,
        );
    }

    // Every change can be taken back, with nothing but the result and its report.
    assert_eq!(repaired.report.undo(&repaired.text)?, damaged);

    // Who wants no change that evidence had to choose asks for proof. What falls short stays as it
    // was found, and is listed.
    let strict = Repairer::builder().certainty(Certainty::Proved).build()?;
    let repaired = strict.repair(damaged);
    println!("\n{}", repaired.text);
    for left in repaired.report.left() {
        println!("left as it was: {:?}", &damaged[left.source.clone()]);
    }
    Ok(())
}
