//! The invariants of the house: which room may know which, and what may stand where.
//!
//! Data flows one way. `tables`, `name` and `profile` are the ground; `edit` and `model` stand on it; the
//! stages stand on those and do not know each other; the pipeline and the façade know everything.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "architecture/source.rs"]
mod source;

use std::path::Path;

use source::{Source, read_all};

/// What every stage may import.
const GROUND: &[&str] = &["tables", "name", "profile", "error", "edit", "model"];

/// A room's imports beside its own, and the rule that a violation breaks.
fn rule(room: &str) -> Option<(Vec<&'static str>, &'static str)> {
    Some(match room {
        "tables" | "name" | "profile" | "guide" => (
            vec![],
            "`tables`, `name`, `profile` and `guide` import nothing of the crate",
        ),
        "error" => (vec!["name"], "`error` imports nothing but `name`"),
        "edit" | "model" => (
            vec!["tables", "name", "error"],
            "`edit` and `model` import only `tables`, `name` and `error`",
        ),
        "encoding" | "normalize" | "script" => (
            GROUND.to_vec(),
            "a stage imports only `tables`, `name`, `profile`, `error`, `edit` and `model`, and no other stage",
        ),
        "damage" => (
            [GROUND, &["encoding"]].concat(),
            "`damage` imports what every stage may, and `encoding` for its codecs",
        ),
        "diagnosis" => (
            [GROUND, &["script"]].concat(),
            "`diagnosis` reads the report of a repair, asks the model, and passes on what `script` says the \
             text is; it repairs nothing itself",
        ),
        "settings" => (
            GROUND.to_vec(),
            "`settings` imports what every stage may, so that all rooms on top can read it",
        ),
        "pipeline" | "repairer" | "stream" | "parallel" | "patch" => (
            [GROUND, STAGES, TOP].concat(),
            "a name at the crate root is for users; import it from the room that defines it",
        ),
        _ => return None,
    })
}

const STAGES: &[&str] = &["encoding", "damage", "normalize", "script"];
const TOP: &[&str] = &[
    "settings",
    "pipeline",
    "diagnosis",
    "repairer",
    "stream",
    "parallel",
    "patch",
];

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let (sources, _) = read_all(package(), "src");
    assert!(sources.len() > 10, "the sources were not found");
    sources
}

fn report(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn rooms_import_in_one_direction() {
    let mut violations = Vec::new();
    for source in sources() {
        let modules = source.modules();
        let Some(room) = modules.first() else {
            continue; // lib.rs may name everything.
        };
        let file = source.path.display();
        let Some((allowed, rule)) = rule(room) else {
            violations.push(format!(
                "{file}: no rule for the room `{room}`; state in tests/architecture.rs what it may \
                 import"
            ));
            continue;
        };
        for (name, line) in source.imports() {
            if name != *room && !allowed.contains(&&*name) {
                violations.push(format!(
                    "{file}:{line}: imports `crate::{name}`, but {rule}"
                ));
            }
        }
    }
    report(&violations);
}

#[test]
fn tables_is_the_one_door_to_embedded_data() {
    let outside = sources().into_iter().filter(|source| {
        source.has_word("include_bytes") && source.modules().first().is_none_or(|r| r != "tables")
    });
    let violations = outside.map(|source| {
        format!(
            "{}: `include_bytes!` stands in src/tables only; add a function there",
            source.path.display()
        )
    });
    report(&violations.collect::<Vec<_>>());
}

#[test]
fn no_file_is_longer_than_one_can_hold_in_mind() {
    const MOST: usize = 800;
    let mut violations = Vec::new();
    for folder in ["src", "tests", "examples", "benches", "fuzz", "tables"] {
        let (sources, tests) = read_all(package(), folder);
        for source in sources.iter().chain(&tests).filter(|s| s.lines > MOST) {
            violations.push(format!(
                "{}: {} lines of code, at most {MOST} are allowed; split it by concept",
                source.path.display(),
                source.lines
            ));
        }
    }
    report(&violations);
}

#[test]
fn lib_rs_has_no_logic() {
    const LOGIC: &[&str] = &[
        "if",
        "else",
        "match",
        "for",
        "while",
        "loop",
        "let",
        "return",
        "struct",
        "enum",
        "trait",
        "static",
        "macro_rules",
    ];
    let sources = sources();
    let lib = sources.iter().find(|s| s.path.ends_with("lib.rs")).unwrap();
    let mut violations: Vec<_> = LOGIC
        .iter()
        .filter(|word| lib.has_word(word))
        .map(|word| format!("src/lib.rs: has `{word}`, but holds only re-exports and façades"))
        .collect();
    // In a signature it says no more than that anything of a kind will do.
    if lib.code.lines().any(|line| line.starts_with("impl")) {
        violations.push("src/lib.rs: has `impl`, but holds only re-exports and façades".into());
    }
    for function in lib.code.split("fn ").skip(1) {
        let (signature, body) = function.split_once('{').unwrap();
        let body = body.split_once("\n}").map_or(body, |(body, _)| body).trim();
        if body.contains(';') {
            violations.push(format!(
                "src/lib.rs: `{}` has more than one expression; a façade only calls",
                signature.trim()
            ));
        }
    }
    report(&violations);
}

/// The reader of sources sees what it should, and nothing else.
#[test]
fn imports_are_seen_wherever_they_stand() {
    let folder = std::env::temp_dir().join(format!("mingwen-architecture-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src/edit")).unwrap();
    let text = r##"
        //! [`a`](crate::comment::A)
        use crate::{name::{X, Y}, model, self_::Z};
        use super::super::damage::gloss;
        use super::report;
        /* crate::block */
        fn f<'a>(s: &'a str) { crate::script::go('"', "crate::string", r#"crate::raw"#); }
        #[cfg(test)]
        mod tests { use crate::pipeline; fn g() {} }
        #[cfg(test)]
        mod apart;
    "##;
    std::fs::write(folder.join("src/edit/one.rs"), text).unwrap();
    std::fs::create_dir_all(folder.join("src/edit/one")).unwrap();
    std::fs::write(folder.join("src/edit/one/apart.rs"), "use crate::stream;").unwrap();
    let (sources, tests) = read_all(&folder, "src");
    std::fs::remove_dir_all(&folder).unwrap();

    assert_eq!((sources.len(), tests.len()), (1, 1));
    let names: Vec<_> = sources[0].imports();
    let names: Vec<_> = names.iter().map(|(name, line)| (&**name, *line)).collect();
    assert_eq!(
        names,
        [
            ("name", 3),
            ("model", 3),
            ("self_", 3),
            ("damage", 4),
            ("script", 7)
        ]
    );
    assert!(tests[0].path.ends_with("apart.rs"));
}
