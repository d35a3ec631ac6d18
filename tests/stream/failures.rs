//! Sources and targets that fail for a while.

use std::io::{self, ErrorKind, Read, Write};

use mingwen::Repairer;

use crate::documents::long;

/// Fails every other time; in between it gives or takes a little.
struct Halting<T> {
    inner: T,
    calls: usize,
}

impl<T> Halting<T> {
    fn new(inner: T) -> Self {
        Self { inner, calls: 0 }
    }

    fn fails(&mut self) -> io::Result<()> {
        self.calls += 1;
        match self.calls % 3 {
            1 => Err(ErrorKind::WouldBlock.into()),
            2 => Err(ErrorKind::Interrupted.into()),
            _ => Ok(()),
        }
    }
}

impl<T: Read> Read for Halting<T> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.fails()?;
        let len = to.len().min(3_000);
        self.inner.read(&mut to[..len])
    }
}

impl<T: Write> Write for Halting<T> {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.fails()?;
        self.inner.write(&from[..from.len().min(3_000)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Two long documents, and what comes of each where nothing fails.
fn documents(repairer: &Repairer) -> impl Iterator<Item = (&'static str, Vec<u8>, Vec<u8>)> {
    long().into_iter().take(2).map(|(name, bytes)| {
        let mut expected = Vec::new();
        let mut reader = repairer.reader(&bytes[..]);
        reader.read_to_end(&mut expected).unwrap();
        (name, bytes, expected)
    })
}

#[test]
fn reading_goes_on_after_a_failure_that_passes() {
    let repairer = Repairer::default();
    for (name, bytes, expected) in documents(&repairer) {
        let mut reader = repairer.reader(Halting::new(&bytes[..]));
        let (mut text, mut failures) = (Vec::new(), 0);
        while let Err(error) = reader.read_to_end(&mut text) {
            assert_eq!(error.kind(), ErrorKind::WouldBlock);
            failures += 1;
        }
        assert!(failures > 5 && text == expected, "{name}");
    }
}

#[test]
fn writing_goes_on_after_a_failure_that_passes() {
    let repairer = Repairer::default();
    for (name, bytes, expected) in documents(&repairer) {
        let mut writer = repairer.writer(Halting::new(Vec::new()));
        let mut rest = &bytes[..];
        let mut failures = 0;
        while !rest.is_empty() {
            match writer.write(rest) {
                Ok(taken) => rest = &rest[taken..],
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::WouldBlock);
                    failures += 1;
                }
            }
        }
        while writer.try_finish().is_err() {
            failures += 1;
        }
        let target = writer.finish().unwrap();
        assert!(failures > 5 && target.inner == expected, "{name}");
    }
}

#[test]
fn a_target_that_takes_nothing_is_an_error() {
    let mut writer = Repairer::default().writer(&mut [][..]);
    writer.write_all("河邊".as_bytes()).unwrap();
    assert_eq!(
        writer.try_finish().unwrap_err().kind(),
        ErrorKind::WriteZero
    );
}

#[test]
fn flushing_decides_nothing_early() {
    let repairer = Repairer::default();
    let mut writer = repairer.writer(Vec::new());
    let (one, two) = "開(kāi)發(fā)區(q\u{16B})建設(shè)".as_bytes().split_at(17);
    writer.write_all(one).unwrap();
    writer.flush().unwrap();
    assert_eq!(writer.write(&[]).unwrap(), 0);
    assert!(writer.get_mut().is_empty());
    writer.write_all(two).unwrap();
    writer.try_finish().unwrap();
    // What is written later is a part of its own.
    writer.get_mut().extend(b"--");
    writer.write_all(one).unwrap();
    let text = writer.finish().unwrap();
    let whole = "開發區建設".as_bytes();
    assert!(text.starts_with(whole) && text[whole.len()..].starts_with(b"--"));
}
