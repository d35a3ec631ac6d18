//! Base64, RFC 4648 section 4, as other programs write it: padding may be missing, and line ends may
//! stand between.

/// The bytes of a Base64 text; the error is the offset of what is none.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut have) = (0_u32, 0_u32);
    let mut padded = false;
    for (at, byte) in text.bytes().enumerate() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padded = true;
                continue;
            }
            b'\r' | b'\n' => continue,
            _ => return Err(at),
        };
        if padded {
            return Err(at);
        }
        held = held << 6 | u32::from(value);
        have += 6;
        if have >= 8 {
            have -= 8;
            bytes.push((held >> have) as u8);
            held &= (1 << have) - 1;
        }
    }
    // One digit alone says nothing, and the bits that are left over must not.
    if have >= 6 || held != 0 {
        return Err(text.len());
    }
    Ok(bytes)
}
