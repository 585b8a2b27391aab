//! Numbers as a line of blocks, as high as they are large (Tufte, "Beautiful Evidence", 2006).

/// From nothing to the largest number. Some old fonts lack them, as they lack no glyph of the other
/// pictures here: the largest number stands beside them, and all of them in the plain form.
const BLOCKS: [char; 8] = [
    '\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}', '\u{2588}',
];

/// A block for each number of at least 0. Only nothing has the lowest.
pub(super) fn sparkline(numbers: &[f64]) -> String {
    let most = numbers.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let block = |number: &f64| BLOCKS[(number / most * 7.0).ceil().clamp(0.0, 7.0) as usize];
    numbers.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nothing_is_lowest_and_only_the_most_is_highest() {
        assert_eq!(sparkline(&[0.0, 0.1, 7.0, 14.0]), "\u{2581}\u{2582}\u{2585}\u{2588}");
        assert_eq!(sparkline(&[0.0, 0.0]), "\u{2581}\u{2581}");
        assert_eq!(sparkline(&[]), "");
    }
}
