//! What a misspelt name was probably meant to be.

use itertools::Itertools as _;

/// Longer words, in bytes, are like no name.
pub const LONGEST_NAME: usize = 200;

/// The candidate that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_NAME {
        return None;
    }
    let word = word.to_lowercase();
    let sorted = sorted_words(&word);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let swapped = sorted_words(candidate);
            let likeness =
                strsim::jaro_winkler(&word, candidate).max(strsim::jaro_winkler(&sorted, &swapped));
            let close = strsim::osa_distance(&word, candidate) <= 2 && candidate.len() > 2;
            (close || likeness >= 0.85).then_some((likeness, candidate))
        })
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// `algebra-linear` and `linear-algebra` are the same words.
fn sorted_words(text: &str) -> String {
    text.split(['-', '_', ' ']).sorted_unstable().join("-")
}

/// `; did you mean `x`?`, or nothing.
pub fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_misspelt_and_swapped_words() {
        let ids = ["linear-algebra", "python", "sql", "docker"];
        for (typed, meant) in [
            ("liner-algebra", "linear-algebra"),
            ("algebra-linear", "linear-algebra"),
            ("Pyhton", "python"),
            ("sqll", "sql"),
        ] {
            assert_eq!(nearest(typed, ids), Some(meant), "{typed}");
        }
        assert_eq!(nearest("kubernetes", ids), None);
    }
}
