//! `entity.bin`: the named character references of HTML that stand for one character beyond ASCII.

use std::fs;
use std::path::Path;

use crate::blob::Blob;

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = root.join("tables/sources/entities.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows = Vec::new();
    for line in text.lines() {
        let (name, code) = line.split_once('\t').ok_or(line)?;
        let code = u32::from_str_radix(code, 16).map_err(|error| format!("{line}: {error}"))?;
        rows.push((name, code));
    }
    rows.sort_unstable();
    let mut payload = (rows.len() as u32).to_le_bytes().to_vec();
    let mut end = 0;
    for (name, code) in &rows {
        end += name.len();
        let end = u16::try_from(end).map_err(|error| error.to_string())?;
        payload.extend(end.to_le_bytes());
        payload.extend(code.to_le_bytes());
    }
    for (name, _) in &rows {
        payload.extend(name.as_bytes());
    }
    Ok(Blob {
        name: "entity",
        kind: *b"ENTS",
        version: 1,
        sources: "tables/sources/entities.tsv, named character references of the HTML Standard (BSD-3-Clause)",
        payload,
    })
}
