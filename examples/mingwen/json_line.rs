//! One line of JSON Lines: where in it the string is that we want.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Fault, FaultKind};
use crate::json_string;

/// The spans of the string literals, quotes included, that the outermost object of `line` has under
/// the key `field`: several if the key is repeated. O(bytes); allocates nothing but the spans.
///
/// `line` is without its line end, so that errors are all on line 1.
pub(crate) fn find(line: &str, field: &str) -> Result<Vec<Range<usize>>, Fault> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let found = deserializer
        .deserialize_any(Object { field })
        .and_then(|found| deserializer.end().map(|()| found))
        .map_err(|error| not_json(&error))?;
    if found.is_empty() {
        return Err(Fault {
            at: None,
            kind: FaultKind::NoField(field.to_owned()),
        });
    }
    found
        .into_iter()
        .map(|raw| {
            // Where a part of a text stands in it is the distance of their addresses.
            let start = raw.as_ptr().addr() - line.as_ptr().addr();
            match kind(raw) {
                None => Ok(start..start + raw.len()),
                Some(found) => Err(Fault {
                    at: Some(start),
                    kind: FaultKind::NotAString {
                        field: field.to_owned(),
                        found,
                    },
                }),
            }
        })
        .collect()
}

fn not_json(error: &serde_json::Error) -> Fault {
    if error.is_data() {
        // We ask for nothing but an object, and take whatever is in it.
        return Fault {
            at: None,
            kind: FaultKind::NotAnObject,
        };
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Fault {
        at: Some(error.column().saturating_sub(1)),
        kind: FaultKind::NotJson(message.strip_suffix(&place).unwrap_or(&message).to_owned()),
    }
}

/// What a value is that is not a string.
fn kind(raw: &str) -> Option<&'static str> {
    match raw.as_bytes().first() {
        Some(b'"') => None,
        Some(b'{') => Some("an object"),
        Some(b'[') => Some("an array"),
        Some(b't' | b'f') => Some("a boolean"),
        Some(b'n') => Some("null"),
        _ => Some("a number"),
    }
}

/// Collects the raw values of one key.
struct Object<'f> {
    field: &'f str,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        // Keys are taken raw as well: a lone surrogate in another key is no concern of ours.
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            if json_string::is(key.get(), self.field) {
                found.push(value.get());
            }
        }
        Ok(found)
    }
}
