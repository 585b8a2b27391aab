//! How the words of a language are written, and the form in which they are compared.

use serde::Deserialize;

/// What may stand between a word and its other gender's ending: `Entwickler:in`, `Ingénieur·e`.
const GENDER_MARKS: [char; 7] = [':', '*', '_', '/', '\u{b7}', '(', '-'];

/// The rules of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spelling {
    /// Words lose their accents, with which people are not strict.
    #[serde(default)]
    pub folds: bool,
    /// Articles and pronouns that an apostrophe joins to the next word: `l'apprentissage`.
    #[serde(default)]
    elisions: Vec<String>,
    /// The endings of the other gender: `in` in `Entwickler*in`.
    #[serde(default)]
    genders: Vec<String>,
    /// What ends in a dot and does not end a sentence; as they are compared.
    #[serde(default)]
    abbreviations: Vec<String>,
    /// Words are joined to longer ones: `Datenmodellierung`, `Python- oder R-Kenntnisse`.
    #[serde(default)]
    pub compounds: bool,
    /// `o` is a word, and no bullet.
    #[serde(default)]
    pub has_o: bool,
}

impl Spelling {
    /// The spelling of English.
    pub const ENGLISH: Self = Self {
        folds: false,
        elisions: Vec::new(),
        genders: Vec::new(),
        abbreviations: Vec::new(),
        compounds: false,
        has_o: false,
    };

    /// See [`normalize`]; without accents and the other gender's ending, where the language has
    /// them.
    pub fn normalize(&self, text: &str) -> String {
        if !self.folds {
            return normalize(text);
        }
        let stem = text.split(GENDER_MARKS).next().unwrap_or_default();
        normalize(&self.fold(stem))
    }

    /// In lower case, and without accents where the language loses them.
    pub fn fold(&self, text: &str) -> String {
        let lower = text.chars().flat_map(char::to_lowercase);
        if self.folds { lower.map(without_accent).collect() } else { lower.collect() }
    }

    /// The bytes of the article at the beginning of a word.
    pub fn elision(&self, word: &str) -> usize {
        if self.elisions.is_empty() {
            return 0;
        }
        let Some((at, mark)) = word.char_indices().find(|&(_, c)| is_apostrophe(c)) else {
            return 0;
        };
        let article = word[..at].to_lowercase();
        if self.elisions.contains(&article) { at + mark.len_utf8() } else { 0 }
    }

    /// The bytes of the other gender's ending at the beginning of what stands behind a word.
    pub fn gender(&self, behind: &str) -> usize {
        let Some(inner) = behind.strip_prefix(GENDER_MARKS) else { return 0 };
        let ending = inner.trim_start_matches('-');
        let letters = ending.bytes().take_while(u8::is_ascii_lowercase).count();
        if !self.genders.iter().any(|known| known == &ending[..letters]) {
            return 0;
        }
        let after = &ending[letters..];
        let closes = behind.starts_with('(');
        let is_whole = closes == after.starts_with(')') || after.starts_with(GENDER_MARKS);
        if !is_whole || after.starts_with(char::is_alphanumeric) {
            return 0;
        }
        behind.len() - after.len() + usize::from(closes)
    }

    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.iter().any(|known| known == word)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        _ => c,
    }
}

/// A word as it is compared: lower case, without possessive and inner dots, singular, in American
/// spelling. The result need not be a word, as long as all forms of a word give the same.
pub fn normalize(text: &str) -> String {
    let is_ascii = text.is_ascii();
    let mut word = if is_ascii { text.to_ascii_lowercase() } else { text.to_lowercase() };
    if word.bytes().any(|byte| matches!(byte, b'.' | b'\'')) || !is_ascii {
        let mut is_first = true;
        word.retain(|c| std::mem::take(&mut is_first) || c != '.');
        let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s"));
        word.truncate(owner.map_or(word.len(), str::len));
        word.retain(|c| !is_apostrophe(c));
    }
    if word == "&" {
        return "and".to_owned();
    }
    let is_singular = |word: &str| {
        word.ends_with("ss") || word.ends_with("ous") || matches!(word, "this" | "plus" | "bonus")
    };
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !is_singular(&word) {
        word.pop();
    }
    american(word)
}

/// `optimisation` -> `optimization`, `modelling` -> `modeling`.
fn american(word: String) -> String {
    if word.len() <= 6 {
        return word;
    }
    let british: &[&str] = match word.as_bytes().last() {
        Some(b'd') => &["ised", "elled"],
        Some(b'e') => &["ise", "yse"],
        Some(b'g') => &["ising", "ysing", "elling"],
        Some(b'n') => &["isation"],
        Some(b'r') => &["iser"],
        _ => &[],
    };
    let split = british.iter().find_map(|ending| Some((word.strip_suffix(ending)?, ending)));
    match split {
        Some((stem, ending)) => stem.to_owned() + &ending.replace('s', "z").replace("ll", "l"),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn endings_of_the_other_gender_belong_to_the_word() {
        let spelling = Spelling {
            folds: true,
            genders: ["in", "innen", "e", "a"].map(str::to_owned).into(),
            ..Spelling::ENGLISH
        };
        for (behind, length) in [
            (":in für", 3),
            ("*innen", 6),
            ("/-in,", 4),
            ("(e) en", 3),
            ("/a de", 2),
            (": in Kürze", 0),
            ("/inhaltlich", 0),
            ("(e", 0),
        ] {
            assert_eq!(spelling.gender(behind), length, "{behind}");
        }
        assert_eq!(spelling.normalize("Ingénieur(e)"), "ingenieur");
    }

    #[test]
    fn articles_are_cut_off_where_an_apostrophe_joins_them() {
        let spelling = Spelling { elisions: vec!["l".to_owned()], ..Spelling::ENGLISH };
        assert_eq!(
            ["l'eau", "L\u{2019}eau", "d'eau"].map(|word| spelling.elision(word)),
            [2, 4, 0]
        );
    }
}
