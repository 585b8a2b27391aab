//! Words that were cut where a line ends.

use std::borrow::Cow;
use std::collections::HashSet;

/// With these begin compounds whose hyphen stays.
const OPENERS: &str = "well self non high low real long short full part half hands cross \
                       fast end state large small first open";

/// A word cut in two: places in bytes.
struct Cut {
    begin: usize,
    /// Of the hyphen at the end of the line.
    hyphen: usize,
    /// Of the second half.
    rest: usize,
    end: usize,
}

/// Joins the halves of words that were cut at the end of a line; where the hyphen belongs to the
/// word, only the line break goes. `known` tells of a text and a word in it whether it is one.
pub fn join<'t>(text: &'t str, known: &dyn Fn(&str, &str) -> bool) -> Cow<'t, str> {
    let cuts = cuts(text);
    if cuts.is_empty() {
        return Cow::Borrowed(text);
    }
    let words = whole_words(text, &cuts);
    let is_word = |word: &str| known(text, word) || words.contains(&word.to_lowercase());
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for Cut { begin, hyphen, rest, end } in cuts {
        let (left, right) = (&text[begin..hyphen], &text[rest..end]);
        let is_compound = text[..begin].ends_with(['-', '/', '&'])
            || !left.contains(char::is_lowercase)
            || OPENERS.split(' ').any(|opener| opener == left.to_lowercase())
            || words.contains(&format!("{left}-{right}").to_lowercase());
        let are_words = || is_word(left) && is_word(right);
        let is_one = !is_compound && (is_word(&format!("{left}{right}")) || !are_words());
        out += &text[from..hyphen + usize::from(!is_one)];
        from = rest;
    }
    Cow::Owned(out + &text[from..])
}

/// Every hyphen between a letter and a line that goes on in lower case.
fn cuts(text: &str) -> Vec<Cut> {
    let ends = text.match_indices("-\n").chain(text.match_indices("-\r\n"));
    let mut cuts: Vec<Cut> = ends
        .filter_map(|(hyphen, found)| {
            let left = text[..hyphen].trim_end_matches(char::is_alphabetic).len();
            let after = &text[hyphen + found.len()..];
            let rest = after.trim_start_matches([' ', '\t']);
            let right = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
            let rest_at = text.len() - rest.len();
            (left < hyphen && rest.starts_with(char::is_lowercase)).then_some(Cut {
                begin: left,
                hyphen,
                rest: rest_at,
                end: rest_at + right,
            })
        })
        .collect();
    cuts.sort_unstable_by_key(|cut| cut.hyphen);
    cuts
}

/// The words of a text in lower case, without the halves.
fn whole_words(text: &str, cuts: &[Cut]) -> HashSet<String> {
    let begins = std::iter::once(0).chain(cuts.iter().map(|cut| cut.end));
    let ends = cuts.iter().map(|cut| cut.begin).chain([text.len()]);
    let pieces = begins.zip(ends).filter_map(|(begin, end)| text.get(begin..end));
    let words = pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric() && c != '-'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::join;

    fn read(text: &str) -> String {
        let known =
            |_: &str, word: &str| ["learning", "scikit", "learn", "time", "series"].contains(&word);
        join(text, &known).into_owned()
    }

    #[test]
    fn cut_words_are_joined() {
        for (text, joined) in [
            ("deep learn-\ning", "deep learning"),
            ("algo-\r\n    rithms", "algorithms"),
            ("processing or pro-\ncessing", "processing or processing"),
            ("Kuber-\nnetes", "Kubernetes"),
        ] {
            assert_eq!(read(text), joined);
        }
    }

    #[test]
    fn hyphens_that_belong_to_a_word_stay() {
        for (text, joined) in [
            ("scikit-\nlearn", "scikit-learn"),
            ("well-\nmeant", "well-meant"),
            ("end-to-\nend", "end-to-end"),
            ("ML-\nbased", "ML-based"),
            ("time-\nseries", "time-series"),
            ("night-shift, no night-\nshift", "night-shift, no night-shift"),
        ] {
            assert_eq!(read(text), joined);
        }
        for list in
            ["Python -\nand", "- a\n-\n- b", "pre-\n\npost", "1-\nb", "data-\n- x", "SQL-\nServer"]
        {
            assert_eq!(read(list), list);
        }
    }
}
