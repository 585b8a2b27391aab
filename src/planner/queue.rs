//! A queue whose entries can become out of date.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The least entry comes first.
#[derive(Debug, Clone)]
pub struct Queue<K>(BinaryHeap<Reverse<K>>);

impl<K> Default for Queue<K>
where
    K: Ord,
{
    fn default() -> Self {
        Self(BinaryHeap::new())
    }
}

impl<K> Queue<K>
where
    K: Ord + Copy,
{
    pub fn push(&mut self, entry: K) {
        self.0.push(Reverse(entry));
    }

    pub fn extend(&mut self, entries: impl IntoIterator<Item = K>) {
        self.0.extend(entries.into_iter().map(Reverse));
    }

    /// The first entry that still counts; those before it are dropped for good.
    pub fn first(&mut self, counts: impl Fn(&K) -> bool) -> Option<K> {
        while let Some(Reverse(entry)) = self.0.peek() {
            if counts(entry) {
                return Some(*entry);
            }
            self.0.pop();
        }
        None
    }

    /// Takes the first entry if it fits.
    pub fn take(&mut self, fits: impl Fn(&K) -> bool) -> Option<K> {
        let Reverse(entry) = *self.0.peek()?;
        fits(&entry).then(|| {
            self.0.pop();
            entry
        })
    }
}
