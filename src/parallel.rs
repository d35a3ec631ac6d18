//! Many documents at once.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::edit::Cause;
use crate::pipeline;
use crate::repairer::{Repaired, Repairer};

/// Documents that a thread takes at a time, at most. Short texts cost less than the taking.
const MAX_SHARE: usize = 256;
/// Shares for each thread, so that one with long documents does not keep the others waiting.
const SHARES: usize = 16;

impl Repairer {
    /// Repairs many texts side by side, on `threads` threads or, with `None`, one for each core. The
    /// results stand in the order of the texts and are what [`repair`](Self::repair) gives for each.
    ///
    /// Should a defect make the repair of one text panic, that text is left as it is, its
    /// [`Report::left`](crate::Report::left) says [`Cause::Panic`](crate::Cause::Panic), and all others
    /// are repaired.
    ///
    /// ```
    /// use mingwen::Repairer;
    ///
    /// let repaired = Repairer::default().repair_batch(&["開(kāi)發(fā)區(qū)", "圖書館"], None);
    /// assert_eq!(repaired[0].text, "開發區");
    /// assert!(repaired[1].report.is_empty());
    /// ```
    pub fn repair_batch<'t, T>(
        &self,
        texts: &'t [T],
        threads: Option<NonZeroUsize>,
    ) -> Vec<Repaired<'t>>
    where
        T: AsRef<str> + Sync,
    {
        in_order(texts, threads, |text| {
            let text = text.as_ref();
            isolate(|| self.repair(text)).unwrap_or_else(|| given_up(text.into()))
        })
    }

    /// Decodes and repairs many inputs side by side, each as [`repair_bytes`](Self::repair_bytes)
    /// does, and otherwise like [`repair_batch`](Self::repair_batch). Where a defect makes one panic,
    /// its text is the bytes read as UTF-8, with U+FFFD for what is none.
    ///
    /// ```
    /// use mingwen::Repairer;
    ///
    /// let names: [&[u8]; 2] = [b"\xce\xc4\xbc\xfe\xbc\xd0", "檔案夾".as_bytes()];
    /// let repaired = Repairer::default().repair_bytes_batch(&names, None);
    /// assert_eq!(repaired[0].text, "文件夹");
    /// assert_eq!(repaired[1].text, "檔案夾");
    /// ```
    pub fn repair_bytes_batch<'t, T>(
        &self,
        inputs: &'t [T],
        threads: Option<NonZeroUsize>,
    ) -> Vec<Repaired<'t>>
    where
        T: AsRef<[u8]> + Sync,
    {
        in_order(inputs, threads, |bytes| {
            let bytes = bytes.as_ref();
            isolate(|| self.repair_bytes(bytes))
                .unwrap_or_else(|| given_up(String::from_utf8_lossy(bytes)))
        })
    }
}

/// What `work` gives; nothing if it panics.
fn isolate<R>(work: impl FnOnce() -> R) -> Option<R> {
    // A repair reads its settings and static tables only; a panic leaves nothing half done behind.
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn given_up(text: Cow<'_, str>) -> Repaired<'_> {
    let report = pipeline::left_whole(&text, Cause::Panic);
    Repaired { text, report }
}

/// What `work` makes of each item, in the order of the items.
fn in_order<'t, T: Sync, R: Send>(
    items: &'t [T],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&'t T) -> R + Sync,
) -> Vec<R> {
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let share = (items.len() / (threads * SHARES)).clamp(1, MAX_SHARE);
    let shares: Vec<&[T]> = items.chunks(share).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(number) else {
                return done;
            };
            done.push((number, share.iter().map(&work).collect::<Vec<_>>()));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                // Not a repair's panic, which `isolate` keeps in, but the caller's `as_ref`.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|&(number, _)| number);
    done.into_iter().flat_map(|(_, share)| share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        for threads in [1, 2, 3, 8, 20_000] {
            for count in [0, 1, 2, 7, 10_000] {
                let items = &items[..count];
                let doubled = in_order(items, NonZeroUsize::new(threads), |item| item * 2);
                assert!(
                    doubled
                        .iter()
                        .copied()
                        .eq(items.iter().map(|item| item * 2))
                );
            }
        }
    }

    #[test]
    fn a_batch_is_what_each_document_is_by_itself() {
        let repairer = Repairer::default();
        let texts: Vec<String> = (0..600)
            .map(|number| format!("{number}、開(kāi)發(fā)區(qū)的規(guī)劃"))
            .collect();
        for threads in [None, NonZeroUsize::new(1), NonZeroUsize::new(3)] {
            let repaired = repairer.repair_batch(&texts, threads);
            let each = texts.iter().map(|text| repairer.repair(text));
            assert!(each.eq(repaired));
            let repaired = repairer.repair_bytes_batch(&texts, threads);
            let each = texts
                .iter()
                .map(|text| repairer.repair_bytes(text.as_bytes()));
            assert!(each.eq(repaired));
        }
    }

    #[test]
    fn a_panic_takes_one_document_only() {
        let items: Vec<String> = (0..100).map(|number| number.to_string()).collect();
        let repaired = in_order(&items, NonZeroUsize::new(3), |text| {
            let work = || {
                assert!(text != "42", "a defect");
                Repairer::default().repair(text)
            };
            isolate(work).unwrap_or_else(|| given_up(text.into()))
        });
        for (text, repaired) in items.iter().zip(&repaired) {
            assert_eq!(&repaired.text, text);
            let left: Vec<_> = repaired.report.left().iter().map(|l| l.cause).collect();
            let expected: &[Cause] = if text == "42" { &[Cause::Panic] } else { &[] };
            assert_eq!(left, expected);
        }
    }
}
