//! Carries annotations over a repair: spans marked in the damaged text are found in the repaired
//! one, and the other way round.
//!
//! ```text
//! cargo run --example map_offsets
//! ```

use mingwen::Repairer;

fn main() {
    let damaged = "林嘉禾說(shuō)，濱江開(kāi)發(fā)區(qū)的規(guī)劃已經(jīng)變?yōu)閷?shí)景。";
    let repaired = Repairer::default().repair(damaged);
    println!("{damaged}\n{}\n", repaired.text);

    // Names that somebody annotated before the repair, by byte offsets.
    for name in ["林嘉禾", "濱江開(kāi)發(fā)區(qū)", "?yōu)閷?shí)景"] {
        let Some(start) = damaged.find(name) else {
            continue;
        };
        let source = start..start + name.len();
        let target = repaired.report.to_target(source.clone());
        println!(
            "{source:?} {name} -> {target:?} {}",
            &repaired.text[target.clone()]
        );
    }

    // And back: where in the damaged text did a word of the result come from?
    if let Some(start) = repaired.text.find("規劃") {
        let target = start..start + "規劃".len();
        let source = repaired.report.to_source(target.clone());
        println!("{target:?} 規劃 <- {source:?} {}", &damaged[source.clone()]);
    }
}
