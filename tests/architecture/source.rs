//! Just enough of Rust's grammar to see what a source file imports.

use std::path::{Path, PathBuf};

/// A source file with comments, literals and what is compiled for tests only blanked out.
pub(crate) struct Source {
    /// Relative to the package.
    pub(crate) path: PathBuf,
    pub(crate) code: String,
    /// Lines that have code.
    pub(crate) lines: usize,
    /// Modules in files of their own that are compiled for tests only.
    test_modules: Vec<String>,
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let code = blank(&text);
        let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
        let (code, test_modules) = without_tests(&code);
        Self {
            path: path.strip_prefix(root).unwrap().to_owned(),
            code,
            lines,
            test_modules,
        }
    }

    /// The modules from the crate root down to this file: `["edit", "compose"]`.
    pub(crate) fn modules(&self) -> Vec<String> {
        let path = self.path.strip_prefix("src").unwrap().with_extension("");
        let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
        names
            .filter(|name| name != "mod" && name != "lib")
            .collect()
    }

    /// The first name of every path that begins with `crate`, or climbs to it with `super`, and
    /// the line it stands in.
    pub(crate) fn imports(&self) -> Vec<(String, usize)> {
        let depth = self.modules().len();
        let mut found = Vec::new();
        let words = words(&self.code);
        for (i, &(at, word)) in words.iter().enumerate() {
            // How many words of this path lead to the crate root, and the path from there.
            let climb = match word {
                "crate" => 1,
                "super" if i == 0 || !joined(&self.code, words[i - 1], at) => depth,
                _ => continue,
            };
            let Some(&last) = words.get(i + climb - 1) else {
                continue;
            };
            let path = &words[i..i + climb];
            let chained = path
                .windows(2)
                .all(|pair| pair[1].1 == "super" && joined(&self.code, pair[0], pair[1].0));
            let rest = &self.code[last.0 + last.1.len()..];
            if let (true, Some(rest)) = (chained, rest.trim_start().strip_prefix("::")) {
                let line = self.code[..at].matches('\n').count() + 1;
                found.extend(first_names(rest).into_iter().map(|name| (name, line)));
            }
        }
        found
    }

    /// Whether a word stands in the code.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        words(&self.code).iter().any(|&(_, found)| found == word)
    }
}

/// Whether only `::` stands between a word and the word at `next`.
fn joined(code: &str, (at, word): (usize, &str), next: usize) -> bool {
    code[at + word.len()..next].trim() == "::"
}

/// Every Rust file below `folder` that is compiled for more than tests, and those that are not.
pub(crate) fn read_all(root: &Path, folder: &str) -> (Vec<Source>, Vec<Source>) {
    let mut sources = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(Source::read(root, &path));
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let mut tests: Vec<PathBuf> = Vec::new();
    for source in &sources {
        let stem = source.path.file_stem().unwrap();
        let parent = source.path.parent().unwrap();
        let home = match stem.to_str() {
            Some("mod" | "lib" | "main") => parent.to_owned(),
            _ => parent.join(stem),
        };
        tests.extend(source.test_modules.iter().map(|name| home.join(name)));
    }
    sources.into_iter().partition(|source| {
        let path = source.path.with_extension("");
        !tests.iter().any(|test| path.starts_with(test))
    })
}

/// The words of the code with their offsets.
fn words(code: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in code.char_indices().chain([(code.len(), ' ')]) {
        match (start, is_word(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, &code[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The names that a path or a group of paths begins with: `{a::b, c}` gives `a` and `c`.
fn first_names(path: &str) -> Vec<String> {
    let path = path.trim_start();
    let first = |part: &str| words(part).first().map(|&(_, word)| word.to_owned());
    let Some(group) = path.strip_prefix('{') else {
        return first(path).into_iter().collect();
    };
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ if depth == 0 => parts.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    parts.iter().filter_map(|part| first(part)).collect()
}

/// Blanks comments and literals; everything else stays where it is.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let in_word = code.ends_with(|c: char| c == '_' || c.is_alphanumeric());
        let (skip, keep) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), 0)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), 0)
        } else if let Some(len) = raw_string(rest).filter(|_| !in_word) {
            (len, 0)
        } else if c == '"' {
            (quoted(rest, '"'), 0)
        } else if c == '\'' && is_char_literal(rest) {
            (quoted(rest, '\''), 0)
        } else {
            (c.len_utf8(), c.len_utf8())
        };
        code.push_str(&rest[..keep]);
        let blanked = rest[keep..skip].bytes();
        code.extend(blanked.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &rest[skip..];
    }
    code
}

/// The bytes of a raw string that `text` begins with.
fn raw_string(text: &str) -> Option<usize> {
    let body = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let content = body[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = content.find(&close).unwrap_or(content.len() - close.len());
    Some(text.len() - content.len() + end + close.len())
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A quote begins a literal, not a lifetime.
fn is_char_literal(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    matches!(
        (chars.next(), chars.next()),
        (Some('\\'), _) | (_, Some('\''))
    )
}

/// Blanks every item under `#[cfg(test)]`, and names those that are modules in other files.
fn without_tests(code: &str) -> (String, Vec<String>) {
    let mut kept = String::new();
    let mut modules = Vec::new();
    let mut rest = code;
    let marks = ["#[cfg(test)]", "#[cfg(all(test"];
    while let Some(at) = marks.iter().filter_map(|mark| rest.find(mark)).min() {
        let (before, item) = rest.split_at(at);
        let mut depth = 0_usize;
        let end = item.find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && matches!(c, '}' | ';')
        });
        let (item, after) = item.split_at(end.map_or(item.len(), |end| end + 1));
        if let [.., (_, "mod"), (_, name)] = words(item)[..] {
            modules.push(name.to_owned());
        }
        kept.push_str(before);
        kept.extend(item.chars().filter(|&c| c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    (kept, modules)
}
