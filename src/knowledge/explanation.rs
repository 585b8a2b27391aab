//! What each code means, as `docs/codes.md` says it: a heading, a sentence, paragraphs, and an
//! example that is wrong and one that is right.

use crate::knowledge::code::Code;
use crate::knowledge::vocabulary::Keyword as _;

const CODES: &str = include_str!("../../docs/codes.md");

/// The section of a code.
pub struct Explanation {
    pub summary: &'static str,
    pub paragraphs: Vec<&'static str>,
    pub examples: Vec<Example>,
}

/// A part of a file.
pub struct Example {
    pub is_wrong: bool,
    pub file: &'static str,
    pub text: &'static str,
}

/// What the page says of a code.
pub fn explanation(code: Code) -> Explanation {
    let heading = format!("\n## {}\n", code.word());
    let section = CODES.split_once(&heading).map_or("", |(_, section)| section);
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut parts = section.split("```");
    let mut paragraphs: Vec<&str> = texts(parts.next().unwrap_or_default()).collect();
    let mut examples = Vec::new();
    while let (Some(block), Some(behind)) = (parts.next(), parts.next()) {
        examples.extend(example(block));
        paragraphs.extend(texts(behind));
    }
    let summary = if paragraphs.is_empty() { "" } else { paragraphs.remove(0) };
    Explanation { summary, paragraphs, examples }
}

fn texts(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("\n\n").map(str::trim).filter(|text| !text.is_empty())
}

/// A block that begins with `yaml steps.yaml wrong` or `yaml steps.yaml right`.
fn example(block: &'static str) -> Option<Example> {
    let (head, text) = block.split_once('\n')?;
    let mut words = head.split(' ').skip(1);
    let (file, judgement) = (words.next()?, words.next()?);
    Some(Example { is_wrong: judgement == "wrong", file, text })
}

#[cfg(test)]
mod tests {
    use super::{CODES, explanation};
    use crate::knowledge::code::Code;
    use crate::knowledge::vocabulary::Keyword as _;

    #[test]
    fn every_code_is_explained_with_an_example_that_is_wrong_and_one_that_is_right() {
        for code in Code::ALL {
            let it = explanation(*code);
            assert!(it.summary.ends_with('.'), "{code}: {}", it.summary);
            assert!(!it.paragraphs.is_empty(), "{code}");
            let judged: Vec<bool> = it.examples.iter().map(|example| example.is_wrong).collect();
            assert_eq!(judged, [true, false], "{code}");
        }
        let headings = CODES.lines().filter(|line| line.starts_with("## "));
        let codes: Vec<String> = Code::ALL.iter().map(|code| format!("## {code}")).collect();
        assert_eq!(headings.collect::<Vec<_>>(), codes);
    }
}
